"""Rounds: who is here now, what their last set says, and nobody of another clinic or beyond one's care team."""

from datetime import date, timedelta

import pytest

from features.foundation.audit.models import AuditEvent
from features.patients.models import CareTeamMember, PatientFacility
from features.problems.models import Pregnancy
from tests.factories import PatientFactory, ProviderFactory, VisitFactory
from tests.pages_read import cells, link, words
from tests.vitals.sets import NORMAL, THEN, take

URL = "/vitals/rounds/listing/"


@pytest.fixture
def admit(harbour):
    def admitted(family="Okafor", *, at=harbour, status="in-progress", ward="Ward 4B", bed="07", **person):
        patient = PatientFactory(family_name=family, at=harbour, **person)
        VisitFactory(patient=patient, facility=at, status=status, ward=ward, bed=bed)
        return patient

    return admitted


@pytest.fixture
def rounds(nadia, signed_in):
    def shown(url: str = URL, user=nadia, **headers) -> str:
        return signed_in(user, htmx=True).get(url, headers=headers).content.decode()

    return shown


def rows(html: str) -> list[list[str]]:
    return cells(html)[1:]


def names(html: str) -> list[str]:
    return [row[0].split(",")[0] for row in rows(html)]


def test_a_row_says_who_where_the_score_and_each_sign_with_its_flag(admit, rounds):
    amara = admit(birth_date=date(1958, 6, 2))
    take(amara, **{**NORMAL, "spo2": "91", "pulse": "112", "systolic": "104", "diastolic": "62"})
    (row,) = rows(rounds())

    assert row[0].startswith("Okafor, Given") and amara.mrn in row[0]
    assert row[1:3] == ["Ward 4B 07", "6 medium"]
    assert row[3:10] == [
        "Resp. /min 16",
        "SpO₂ % 91 critical low",
        "Oxygen Air",
        "BP mmHg 104/62",
        "Pulse /min 112 high",
        "Temp. °C 37.0",
        "ACVPU Alert",
    ]


def test_only_those_who_are_here_now_are_listed(admit, harbour, hillside, rounds):
    for family, status in (
        ("Adams", "arrived"),
        ("Baker", "onleave"),
        ("Clark", "finished"),
        ("Diaz", "planned"),
    ):
        admit(family, status=status)
    admit("Evans", at=hillside)

    assert names(rounds()) == ["Adams", "Baker"]


def test_a_restricted_patient_is_shown_to_their_care_team_alone(admit, nadia, dan, rounds):
    hidden = admit("Hidden")
    admit("Plain")
    hidden.restricted = True
    hidden.save()
    assert PatientFacility.objects.get(patient=hidden).restricted
    CareTeamMember.objects.create(
        patient=hidden, provider=ProviderFactory(user=dan), starts_on=date(2020, 1, 1)
    )

    assert names(rounds()) == ["Plain"]
    assert names(rounds(user=dan)) == ["Hidden", "Plain"]


def test_the_last_set_is_the_last_that_is_no_mistake(admit, rounds):
    amara = admit()
    take(amara, at=THEN - timedelta(hours=1), pulse="61")
    take(amara, at=THEN, pulse="180", status="entered-in-error", error_reason="of the neighbour")

    assert "Pulse /min 61" in rows(rounds())[0]
    assert "180" not in words(rounds())


def test_missing_is_a_dash_or_its_reason_and_never_normal(admit, rounds):
    take(admit("Adams"), pulse="70", not_measured={"spo2": "refused"})
    admit("Baker")
    first, second = rows(rounds())

    assert first[3:6] == ["Resp. /min –", "SpO₂ % refused", "Oxygen –"]
    assert first[2] == "– 1 of 7"
    assert second[2:4] == ["–", "Resp. /min –"]
    assert second[10] == "no set yet"


def test_who_has_no_score_is_told_why(admit, rounds):
    pregnant = admit("Adams")
    Pregnancy.objects.create(
        patient=pregnant, status="pregnant", last_period_on=date(2026, 1, 1), recorded_at=THEN
    )
    take(pregnant, **NORMAL)
    take(admit("Baker", birth_date=date(2020, 1, 1)), **NORMAL)
    take(admit("Clark", birth_date=None, birth_precision="unknown"), **NORMAL)

    assert [row[2] for row in rows(rounds())] == ["– pregnant", "– under 16", "– age not known"]


def test_a_ward_is_chosen_and_taken_back(admit, rounds, nadia, signed_in):
    admit("Adams", ward="Ward 4B")
    admit("Baker", ward="Ward 5A")

    assert names(rounds(f"{URL}?ward=Ward+5A")) == ["Baker"]
    assert names(rounds(f"{URL}?ward=nowhere")) == ["Adams", "Baker"]
    page = signed_in(nadia).get("/vitals/rounds/?ward=Ward+5A").content.decode()
    assert "Ward 4B" in page


def test_it_is_turned_page_by_page_by_position(admit, rounds, monkeypatch):
    monkeypatch.setattr("features.foundation.ui.listing.PAGE_SIZES", (3,))
    for number in range(7):
        admit(f"Family{number}")
    html, seen = rounds(f"{URL}?size=3"), []
    while True:
        seen.append(names(html))
        onwards = link(html, "Next")
        if not onwards:
            break
        html = rounds(onwards)

    assert seen == [["Family0", "Family1", "Family2"], ["Family3", "Family4", "Family5"], ["Family6"]]


def test_it_is_unchanged_until_a_set_is_written(admit, nadia, signed_in):
    amara = admit()
    client = signed_in(nadia, htmx=True)
    etag = client.get(URL).headers["ETag"]

    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 304
    take(amara, pulse="70")
    assert client.get(URL, headers={"If-None-Match": etag}).status_code == 200


def test_reading_it_is_recorded_with_whom_it_showed(admit, rounds):
    amara = admit()
    rounds()

    event = AuditEvent.objects.latest("id")
    assert (event.action, event.category, event.shown) == ("list", "vitals", [amara.public_id])


def test_a_row_leads_to_recording_and_its_time_to_the_flowsheet(admit, rounds):
    amara = admit()
    take(amara, pulse="70")
    html = rounds()

    assert link(html, "Okafor").startswith(f"/patients/{amara.public_id}/vitals/")
    assert html.count(f'href="/patients/{amara.public_id}/vitals/"') >= 1


def test_nobody_is_here_is_said(rounds):
    assert "Nobody is here now" in rounds()
