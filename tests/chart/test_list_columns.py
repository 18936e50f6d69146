"""The patient list for clinicians: when someone was last seen and how much they take; nothing of it for the desk."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from features.foundation.records.clock import now
from tests.factories import MedicationOrderFactory, VisitFactory, VitalSignsFactory


@pytest.fixture
def cells(amara, signed_in):
    """The cells of Amara's row, by their class."""

    def read(person) -> dict[str, str]:
        html = signed_in(person, htmx=True).get("/patients/").content.decode()
        found = re.findall(r'<td class="p-(\w+)[^"]*">(.*?)</td>', html)
        return {name: re.sub(r"<[^>]+>", "", cell).strip() for name, cell in found}

    return read


def test_clinicians_see_when_someone_was_last_seen(amara, nadia, cells):
    VitalSignsFactory(patient=amara, pulse=70, taken_at=datetime(2026, 2, 3, 9, tzinfo=UTC))
    VitalSignsFactory(patient=amara, pulse=70, taken_at=datetime(2026, 3, 4, 9, tzinfo=UTC))
    VisitFactory(patient=amara, starts_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    MedicationOrderFactory(patient=amara)
    MedicationOrderFactory(patient=amara)

    row = cells(nadia)

    assert (row["vitals"], row["visit"], row["drugs"]) == ("4 Mar 2026", "2 Mar 2026", "2")
    assert not {"phone", "payer"} & set(row)


def test_the_front_desk_sees_how_to_reach_someone_and_nothing_clinical(amara, freda, cells):
    VitalSignsFactory(patient=amara, pulse=70)

    row = cells(freda)

    assert {"phone", "payer"} <= set(row)
    assert not {"vitals", "visit", "drugs"} & set(row)


def test_what_never_was_is_a_dash(nadia, cells):
    row = cells(nadia)

    assert (row["vitals"], row["visit"], row["drugs"]) == ("–", "–", "")


def test_what_is_wrong_planned_stopped_or_past_does_not_count(amara, nadia, cells):
    VitalSignsFactory(patient=amara, pulse=70, status="entered-in-error", error_reason="wrong patient")
    for status in ("planned", "cancelled", "entered-in-error"):
        VisitFactory(patient=amara, status=status)
    MedicationOrderFactory(patient=amara, status="stopped")
    MedicationOrderFactory(patient=amara, starts_at=now() + timedelta(days=3))
    MedicationOrderFactory(patient=amara, ends_at=now() - timedelta(days=1))

    row = cells(nadia)

    assert (row["vitals"], row["visit"], row["drugs"]) == ("–", "–", "")


def test_an_order_that_ends_today_is_still_counted(amara, nadia, cells):
    MedicationOrderFactory(patient=amara, ends_at=now() + timedelta(minutes=1))

    assert cells(nadia)["drugs"] == "1"


def test_a_day_is_that_of_the_facility(amara, nadia, harbour, cells):
    harbour.time_zone = "Pacific/Auckland"
    harbour.save()
    VitalSignsFactory(patient=amara, pulse=70, taken_at=datetime(2026, 3, 4, 20, tzinfo=UTC))

    assert cells(nadia)["vitals"] == "5 Mar 2026"


def test_a_row_that_was_drawn_for_one_zone_is_not_shown_in_another(amara, nadia, harbour, cells):
    VitalSignsFactory(patient=amara, pulse=70, taken_at=datetime(2026, 3, 4, 20, tzinfo=UTC))
    assert cells(nadia)["vitals"] == "4 Mar 2026"
    harbour.time_zone = "Pacific/Auckland"
    harbour.save()

    assert cells(nadia)["vitals"] == "5 Mar 2026"


def test_a_set_that_is_saved_changes_the_list(amara, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    etag = client.get("/patients/listing/").headers["ETag"]
    VitalSignsFactory(patient=amara, pulse=70)

    assert client.get("/patients/listing/", headers={"If-None-Match": etag}).status_code == 200
