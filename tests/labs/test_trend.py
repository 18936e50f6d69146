"""The trend of a test: a chart for each unit against the range that was used, and every result in the table."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from tests.factories import PatientFactory
from tests.labs.results import THEN, report
from tests.pages_read import cells


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def trend(nadia, signed_in):
    def shown(patient, code: str = "2823-3") -> str:
        return signed_in(nadia).get(f"/patients/{patient.public_id}/labs/{code}/trend/").content.decode()

    return shown


def points(html: str) -> list[str]:
    return [unescape(title) for title in re.findall(r"<title>([^<]* · [^<]*)</title>", html)]


def test_points_say_value_flag_mark_and_time(amara, trend):
    report(amara, number="6.4", flag="HH", status="corrected")
    report(amara, number="0.01", comparator="<", at=THEN - timedelta(hours=1))

    assert points(trend(amara)) == [
        "<0.01 mmol/L · 14 Mar 2026, 08:30",
        "6.4 mmol/L, critical high, corrected · 14 Mar 2026, 09:30",
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"range_high": "5.0"}, "reference ≤ 5.0 mmol/L"),
        ({"range_low": "3.5", "critical_low": "2.8"}, "reference ≥ 3.5 mmol/L"),
    ],
)
def test_a_range_of_one_side_has_a_band_and_words(values, words, amara, trend):
    report(amara, number="4.0", **values)
    html = trend(amara)

    assert words in unescape(html)
    assert html.count('class="trend__band"') == 1


def test_values_of_different_units_never_share_a_chart(amara, trend):
    report(amara, number="10.8", unit="g/dL", range_low="12")
    report(amara, number="108", unit="g/L", range_low="120", at=THEN - timedelta(hours=1))
    html = trend(amara)

    assert html.count('class="trend__plot"') == 2
    assert 'class="trend__line"' not in html
    assert "never drawn on one line" in html
    assert [line[1] for line in cells(html)[1:]] == ["10.8 g/dL", "108 g/L"]


def test_the_band_is_of_the_latest_range_and_a_change_is_told(amara, trend):
    report(amara, number="4.0", range_high="5.1")
    report(amara, number="4.1", range_high="5.0", at=THEN - timedelta(hours=1))
    html = unescape(trend(amara))

    assert "reference ≤ 5.1 mmol/L" in html
    assert "judged by another range" in html
    assert [line[3] for line in cells(html)[1:]] == ["≤ 5.1", "≤ 5.0"]


def test_a_range_in_another_unit_has_no_band(amara, trend):
    report(amara, number="4.0", range_low="40", range_unit="mg/dL")
    html = trend(amara)

    assert 'class="trend__band"' not in html
    assert cells(html)[1][3] == "≥ 40 mg/dL"


def test_cancelled_results_and_mistakes_are_in_the_table_only(amara, trend):
    report(amara, number="4.0")
    report(amara, number="9.9", status="entered-in-error", at=THEN - timedelta(hours=1))
    report(amara, status="cancelled", at=THEN - timedelta(hours=2))
    html = trend(amara)

    assert len(points(html)) == 1
    assert [line[2] for line in cells(html)[1:]] == ["", "entered in error", "cancelled"]


def test_words_have_no_chart_and_an_open_table(amara, trend):
    report(amara, value_text="No growth", unit="")
    html = trend(amara)

    assert "they have no chart" in html
    assert '<details class="behind" open>' in html
    assert cells(html)[1][1] == "No growth"


def test_a_test_that_was_never_done_says_so(amara, trend):
    assert "No results of this test" in trend(amara, "9999-9")


def test_results_of_others_are_not_shown(amara, harbour, trend):
    report(PatientFactory(at=harbour), number="9.9")

    assert "9.9" not in trend(amara)


@pytest.mark.parametrize("code", ["a b", "%3Cscript%3E", "..%2F", "-1", "x" * 61, "é"])
def test_an_address_takes_nothing_but_a_code(code, amara):
    with pytest.raises(Resolver404):
        resolve(f"/patients/{amara.public_id}/labs/{code}/trend/")


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/labs/2823-3/trend/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    report(amara, number="4.0")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/labs/2823-3/trend/").status_code == 404
