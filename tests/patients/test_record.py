"""The page of one patient and its banner."""

from datetime import UTC, date, datetime
from html import unescape

import pytest

from features.foundation.audit.models import AuditEvent
from features.foundation.records import clock
from features.foundation.records.services import raise_version
from features.patients.regions import IDENTITY
from tests.factories import CoverageFactory, PatientFactory


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


def test_the_page_says_who_this_is(amara, nadia, signed_in):
    CoverageFactory(patient=amara, payer__name="Coastal Health", member_id="M123")
    words = signed_in(nadia).get(f"/patients/{amara.public_id}/").content.decode()
    for expected in ("Okafor, Amara", amara.mrn, "2 Jun 1958", "67", "female", "Coastal Health", "M123"):
        assert expected in words


def test_the_title_names_no_patient(amara, nadia, signed_in):
    words = signed_in(nadia).get(f"/patients/{amara.public_id}/").content.decode()
    assert "<title>Chart – Chartside</title>" in words


@pytest.mark.parametrize(
    ("born", "precision", "age", "shown"),
    [
        (date(2026, 3, 12), "day", ["2", "d"], "12 Mar 2026"),
        (date(1921, 11, 4), "day", ["104", "y"], "4 Nov 1921"),
        (date(1990, 1, 1), "year", ["36", "y"], "1990"),
        (date(1947, 5, 1), "month", ["78", "y"], "May 1947"),
        (None, "unknown", ["–"], "–"),
    ],
)
def test_the_banner_shows_age_and_birth_date_as_far_as_known(
    born, precision, age, shown, harbour, nadia, signed_in
):
    patient = PatientFactory(birth_date=born, birth_precision=precision, at=harbour)
    banner = signed_in(nadia, htmx=True).get(f"/patients/{patient.public_id}/banner/").content.decode()
    for part in [*age, shown]:
        assert part in banner


def test_names_of_every_script_come_back_as_they_are_and_nothing_in_them_runs(harbour, nadia, signed_in):
    for family in ("山本", "حداد", "<img src=x onerror=alert(1)>", 'O’Brien "Q" & Sons', "{{7*7}}"):
        patient = PatientFactory(family_name=family, at=harbour)
        words = signed_in(nadia).get(f"/patients/{patient.public_id}/").content.decode()
        rows = signed_in(nadia, htmx=True).get("/patients/").content.decode()
        for seen in (words, rows):
            assert "<img src=x" not in seen
            assert f"{family}, Given" in unescape(seen)


def test_the_banner_is_unchanged_until_the_patient_or_the_day_changes(amara, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    url = f"/patients/{amara.public_id}/banner/"
    first = client.get(url)
    etag = first.headers["ETag"]

    def again():
        return client.get(url, headers={"If-None-Match": etag}).status_code

    assert again() == 304
    raise_version(patient=amara.public_id, kind=IDENTITY)
    assert again() == 200
    etag = client.get(url).headers["ETag"]
    assert again() == 304
    amara.given_names = "Amara Ife"
    amara.save()
    assert again() == 200
    etag = client.get(url).headers["ETag"]
    clock.stop_at(datetime(2026, 3, 15, 8, tzinfo=UTC))
    client = signed_in(nadia, htmx=True)
    assert again() == 200


def test_a_304_shows_nothing_new_and_writes_no_audit_row(amara, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    url = f"/patients/{amara.public_id}/banner/"
    etag = client.get(url).headers["ETag"]
    before = AuditEvent.objects.count()
    answer = client.get(url, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert AuditEvent.objects.count() == before


def test_the_etag_of_one_person_fits_no_other(amara, nadia, dan, signed_in):
    url = f"/patients/{amara.public_id}/banner/"
    etag = signed_in(nadia, htmx=True).get(url).headers["ETag"]
    assert signed_in(dan, htmx=True).get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_list_is_unchanged_until_a_row_is(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    etag = client.get("/patients/listing/").headers["ETag"]
    assert client.get("/patients/listing/", headers={"If-None-Match": etag}).status_code == 304
    assert client.get("/patients/listing/?size=50", headers={"If-None-Match": etag}).status_code == 200
    ward[0].phone_mobile = "+44 7700 900999"
    ward[0].save()
    assert client.get("/patients/listing/", headers={"If-None-Match": etag}).status_code == 200


def test_a_region_visited_plainly_is_a_readable_page(amara, nadia, signed_in):
    words = signed_in(nadia).get(f"/patients/{amara.public_id}/banner/").content.decode()
    assert "<title>" in words
    assert "Okafor, Amara" in words


def test_a_patient_of_another_clinic_is_not_there(amara, olga, signed_in):
    client = signed_in(olga)
    for url in (f"/patients/{amara.public_id}/", f"/patients/{amara.public_id}/banner/"):
        assert client.get(url).status_code == 404
    refused = AuditEvent.objects.filter(outcome="refused", patient=amara.public_id, user=olga.public_id)
    assert refused.count() == 2


def test_the_read_is_audited_with_the_version_that_was_seen(amara, nadia, signed_in):
    signed_in(nadia).get(f"/patients/{amara.public_id}/")
    row = AuditEvent.objects.get(action="read")
    assert (row.patient, row.object_id, row.object_version) == (
        amara.public_id,
        amara.public_id,
        amara.version,
    )
