"""The trend of a sign: each value with its time and author, against its limits, with the table behind."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from features.foundation.records import clock
from tests.factories import PatientFactory, ProviderFactory
from tests.pages_read import cells
from tests.vitals.sets import THEN, take, take_many


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def trend(nadia, signed_in):
    def shown(patient, sign: str, query: str = "") -> str:
        url = f"/patients/{patient.public_id}/vitals/{sign}/trend/{query}"
        return signed_in(nadia).get(url).content.decode()

    return shown


def points(html: str) -> list[str]:
    """What each point says, from the left."""
    return [unescape(title) for title in re.findall(r"<title>([^<]* · [^<]*)</title>", html)]


def test_a_point_says_value_severity_time_and_author(amara, trend):
    take(amara, pulse="131", taken_by=ProviderFactory(family_name="Petrov", given_names="Nadia"))

    assert points(trend(amara, "pulse")) == [
        "131 /min, critical high · 14 Mar 2026, 09:30, \u2068Nadia Petrov\u2069"
    ]


def test_the_same_stands_in_the_table_behind_newest_first(amara, trend):
    take(amara, temperature="36.056", at=THEN - timedelta(hours=1))
    take(amara, temperature="41.0", status="corrected")
    table = cells(trend(amara, "temperature"))

    assert table == [
        ["Taken", "Value", "Flag", "Taken by"],
        ["14 Mar 2026, 09:30", "41.0 °C", "critical high corrected", "–"],
        ["14 Mar 2026, 08:30", "36.1 °C", "normal", "–"],
    ]


def test_zero_is_drawn_and_written(amara, trend):
    take(amara, pain="0")
    html = trend(amara, "pain")

    assert points(html)[0].startswith("0 · ")
    assert cells(html)[1][1] == "0"


def test_a_pressure_is_a_range_of_which_each_end_is_judged(amara, trend):
    take(amara, systolic="120", diastolic="0", at=THEN - timedelta(hours=1))
    take(amara, systolic="190", diastolic="70")
    html = trend(amara, "blood_pressure")

    assert [words.split(" · ")[0] for words in points(html)] == [
        "120/0 mmHg, Diastolic critical low", "190/70 mmHg, Systolic critical high",
    ]  # fmt: skip
    assert html.count('class="trend__bar"') == 2
    assert html.count('class="trend__mark"') == 4
    assert html.count('data-severity="critical" d=') == 2
    assert 'class="trend__line"' not in html
    assert "Systolic: reference 90–139 mmHg" in html
    assert "Diastolic: reference 50–89 mmHg" in html


def test_one_pressure_alone_is_a_value_and_normal_ones_say_so(amara, trend):
    take(amara, systolic="120", diastolic="70", at=THEN - timedelta(hours=1))
    take(amara, systolic="150")
    html = trend(amara, "blood_pressure")

    assert [words.split(" · ")[0] for words in points(html)] == [
        "120/70 mmHg, normal", "150/– mmHg, Systolic high",
    ]  # fmt: skip
    assert html.count('class="trend__bar"') == 1
    assert cells(html)[1][1] == "150/– mmHg"


def test_a_critical_zone_of_one_side_is_drawn_where_values_reach_it(amara, trend):
    take(amara, spo2="97", at=THEN - timedelta(hours=2))
    take(amara, spo2="84")
    html = trend(amara, "spo2")

    assert html.count('class="trend__zone"') == 1
    assert "critical ≤ 91" in html
    assert "≥" not in html.split('class="legend"')[1].split("</ul>")[0].replace("critical ≤ 91", "")


def test_a_child_has_the_band_of_its_age_which_nobody_has_reviewed(harbour, trend):
    baby = PatientFactory(birth_date=date(2026, 3, 12), at=harbour)
    take(baby, pulse="150")
    html = trend(baby, "pulse")

    assert "reference 113–171 /min" in html
    assert "limits are not reviewed yet" in html
    assert "critical" not in html.split('class="legend"')[1].split("</ul>")[0]


def test_a_mistake_is_in_the_table_and_not_in_the_chart(amara, trend):
    take(amara, pulse="70", at=THEN - timedelta(hours=1))
    take(amara, pulse="180", status="entered-in-error", error_reason="of the neighbour")
    html = trend(amara, "pulse")

    assert [words.split(" ")[0] for words in points(html)] == ["70"]
    assert "<s>180</s>" in html
    assert "entered in error: of the neighbour" in html


def test_the_last_hundred_values_are_shown_without_a_period(amara, trend):
    take_many(amara, 105)

    assert len(points(trend(amara, "pulse"))) == 100


def test_a_period_ends_now_and_an_unknown_one_is_none(amara, trend):
    clock.stop_at(THEN + timedelta(minutes=1))
    take_many(amara, 12)

    assert len(points(trend(amara, "pulse", "?period=24h"))) == 6
    assert len(points(trend(amara, "pulse", "?period=century"))) == 12


def test_a_period_without_values_leads_back_to_the_last_ones(amara, trend):
    take(amara, pulse="70", at=datetime(2020, 1, 1, tzinfo=UTC))
    html = trend(amara, "pulse", "?period=week")

    assert "No value in this period" in html
    assert "Show the last 100 values" in html


def test_a_weight_is_found_however_many_sets_came_after_it(amara, trend):
    take(amara, weight="70.5", at=THEN - timedelta(days=900))
    take_many(amara, 520, every=timedelta(hours=1))

    assert cells(trend(amara, "weight"))[1][1] == "70.5 kg"


def test_an_empty_chart_says_what_will_be_here(amara, trend):
    html = trend(amara, "muac")

    assert "Not recorded yet" in html
    assert "<table" not in html


def test_only_signs_of_the_list_have_an_address(amara):
    for sign in ("consciousness", "oxygen", "pulse%27", "taken_at", "PULSE"):
        with pytest.raises(Resolver404):
            resolve(f"/patients/{amara.public_id}/vitals/{sign}/trend/")


def test_time_stands_on_the_clock_of_the_facility(amara, trend):
    take(amara, pulse="70", at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC))

    assert "2 Jul 2025, 00:30" in points(trend(amara, "pulse"))[0]


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    take(amara, pulse="70")
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/vitals/pulse/trend/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    take(amara, pulse="71")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/vitals/pulse/trend/").status_code == 404
