"""The trend of NEWS2: complete sets are drawn, incomplete ones are told of in the table, mistakes struck through."""

from datetime import date, timedelta

import pytest

from tests.factories import PatientFactory
from tests.pages_read import cells, link
from tests.vitals.sets import THEN, take
from tests.vitals.test_trend import points

NORMAL = {
    "respiratory_rate": "16", "spo2": "97", "oxygen_device": "air", "systolic": "120", "diastolic": "70",
    "pulse": "70", "temperature": "36.8", "consciousness": "A",
}  # fmt: skip
SEPTIC = {**NORMAL, "respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def trend(nadia, signed_in):
    def shown(patient, query: str = "") -> str:
        url = f"/patients/{patient.public_id}/vitals/news2/trend/{query}"
        return signed_in(nadia).get(url).content.decode()

    return shown


def test_totals_are_drawn_with_their_risk_and_an_incomplete_set_is_not(amara, trend):
    take(amara, at=THEN - timedelta(hours=8), **NORMAL)
    take(amara, at=THEN - timedelta(hours=4), **{**SEPTIC, "temperature": None})
    take(amara, **SEPTIC)
    html = trend(amara)

    assert [point.split(" · ")[0] for point in points(html)] == ["NEWS2 0, low", "NEWS2 7, high"]
    assert [row[1:3] for row in cells(html)] == [
        ["NEWS2", "Risk"], ["7", "high"], ["≥ 6", "medium 6 of 7"], ["0", "low"],
    ]  # fmt: skip
    assert html.count('data-severity="critical" d=') == 1
    assert "emergency response from 7" in html
    assert "1 set has no total and is not drawn" in html


def test_a_mistake_is_struck_through_and_not_drawn(amara, trend):
    take(amara, at=THEN - timedelta(hours=4), **NORMAL)
    take(amara, status="entered-in-error", error_reason="of the neighbour", **SEPTIC)
    html = trend(amara)

    assert len(points(html)) == 1
    assert "<s>7</s>" in html
    assert "entered in error: of the neighbour" in html


def test_a_child_has_no_total_and_the_reason_is_told(harbour, trend):
    child = PatientFactory(birth_date=date(2016, 3, 15), at=harbour)
    take(child, **SEPTIC)
    html = trend(child)

    assert points(html) == []
    assert "No set is complete" in html
    assert cells(html)[1][1:3] == ["–", "under 16"]


def test_the_flowsheet_leads_here(amara, nadia, signed_in):
    take(amara, **NORMAL)
    html = signed_in(nadia).get(f"/patients/{amara.public_id}/vitals/").content.decode()

    assert link(html, "NEWS2") == f"/patients/{amara.public_id}/vitals/news2/trend/"


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    take(amara, **NORMAL)
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/vitals/news2/trend/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    take(amara, **SEPTIC)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/vitals/news2/trend/").status_code == 404
