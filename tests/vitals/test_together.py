"""Two signs over one axis of time: a point of each at the same time stands at the same place; one table behind both."""

import re
from datetime import date, timedelta

import pytest
from django.urls import Resolver404, resolve

from features.foundation.records import clock
from tests.factories import PatientFactory
from tests.pages_read import cells, link
from tests.vitals.sets import THEN, take
from tests.vitals.test_trend import points


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def together(nadia, signed_in):
    def shown(patient, pair: str, query: str = "") -> str:
        return (
            signed_in(nadia)
            .get(f"/patients/{patient.public_id}/vitals/together/{pair}/{query}")
            .content.decode()
        )

    return shown


def places(html: str) -> list[list[str]]:
    """Where the points of each chart stand, from its left edge."""
    charts = html.split('class="trend__plot"')[1:]
    return [re.findall(r'<svg x="([\d.]+%)"', chart) for chart in charts]


def test_both_charts_have_one_axis_of_time(amara, together):
    take(amara, temperature="37.0", pulse="70", at=THEN - timedelta(hours=8))
    take(amara, temperature="38.2", at=THEN - timedelta(hours=4))
    take(amara, pulse="131")
    temperature, pulse = places(together(amara, "temperature-pulse"))

    assert temperature[0] == pulse[0] == "2.0%"
    assert (temperature[1], pulse[1]) == ("50.0%", "98.0%")


def test_each_point_speaks_and_the_table_holds_both(amara, together):
    take(amara, temperature="37.0", pulse="70", at=THEN - timedelta(hours=8))
    take(amara, pulse="131")
    html = together(amara, "temperature-pulse")

    assert [point.split(" · ")[0] for point in points(html)] == [
        "37.0 °C, normal", "70 /min, normal", "131 /min, critical high",
    ]  # fmt: skip
    assert cells(html) == [
        ["Taken", "Temperature °C", "Pulse /min", "Taken by"],
        ["14 Mar 2026, 09:30", "–", "131 critical high", "–"],
        ["14 Mar 2026, 01:30", "37.0 normal", "70 normal", "–"],
    ]
    assert "reference 36.1–37.9 °C" in html
    assert "reference 60–100 /min" in html


def test_one_sign_alone_is_one_chart(amara, together):
    take(amara, pulse="70")

    assert len(places(together(amara, "temperature-pulse"))) == 1


def test_weight_stands_with_the_class_of_bmi(amara, together):
    take(amara, weight="79.9", height="169", at=THEN - timedelta(days=30))
    take(amara, weight="80.1")
    html = together(amara, "weight-bmi")

    assert [row[1:3] for row in cells(html)[1:]] == [["80.1", "–"], ["79.9", "28.0 overweight"]]
    assert "28.0 kg/m², overweight" in points(html)[2]


def test_a_period_ends_now(amara, together):
    clock.stop_at(THEN + timedelta(minutes=1))
    for days in (0, 2, 40):
        take(amara, pulse="70", at=THEN - timedelta(days=days))

    assert len(points(together(amara, "temperature-pulse", "?period=week"))) == 2
    assert "No value in this period" in together(amara, "weight-bmi", "?period=week")


def test_nothing_says_what_will_be_here(amara, together):
    assert "Not recorded yet" in together(amara, "weight-bmi")


def test_the_trend_of_a_sign_leads_here(amara, nadia, signed_in):
    take(amara, pulse="70")
    html = signed_in(nadia).get(f"/patients/{amara.public_id}/vitals/pulse/trend/").content.decode()

    assert link(html, "Temperature and pulse").endswith("/vitals/together/temperature-pulse/")


def test_only_these_pairs_have_an_address(amara):
    for pair in ("pulse-temperature", "pulse", "weight-bmi%27"):
        with pytest.raises(Resolver404):
            resolve(f"/patients/{amara.public_id}/vitals/together/{pair}/")


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    take(amara, pulse="70")
    client, url = (
        signed_in(nadia, htmx=True),
        f"/patients/{amara.public_id}/vitals/together/temperature-pulse/",
    )
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    take(amara, temperature="37")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    url = f"/patients/{amara.public_id}/vitals/together/weight-bmi/"
    assert signed_in(olga).get(url).status_code == 404
