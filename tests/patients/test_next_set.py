"""The list says when the next set of a patient is due: in order, narrowed, as time passes, and live."""

from datetime import timedelta

import pytest

from features.foundation.audit.actors import Actor
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.patients.models import PatientFacility
from features.vitals.recording import record_vitals
from features.vitals.services import settle
from tests.factories import PatientFactory
from tests.vitals.sets import NORMAL, take

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
BY = Actor(role="nurse")


@pytest.fixture
def ward(harbour):
    """Of four patients, sets of so many minutes ago: due in 35 min, due now, overdue for 2 h; one has none."""
    signs = {
        "Coming": (NORMAL, 685),
        "Due": ({**NORMAL, "pulse": "100"}, 300),
        "Overdue": ({**NORMAL, "pulse": "100"}, 480),
    }
    for name, (values, ago) in signs.items():
        patient = PatientFactory(at=harbour, family_name=name)
        take(patient, at=now() - ago * MINUTE, **values)
        settle(patient=patient, by=BY)
    PatientFactory(at=harbour, family_name="Nobody waits")
    return harbour


def listed(client, **query) -> list[tuple[str, str]]:
    """Family name and the words of the next set of each row."""
    text = client.get("/patients/listing/", query).text
    rows = text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    found = []
    for row in rows:
        name = row.partition('title="')[2].partition(",")[0]
        cell = row.partition('<td class="p-next">')[2].partition("</td>")[0]
        severity = cell.partition('data-severity="')[2].partition('"')[0]
        words = cell.partition("<time")[2].partition(">")[2].partition("<")[0]
        found.append((name, f"{severity}: {words}" if severity else "–" if "–" in cell else cell))
    return found


def test_each_row_says_how_near_the_next_set_is(ward, nadia, signed_in):
    assert listed(signed_in(nadia, htmx=True)) == [
        ("Coming", "coming: in 35 min"),
        ("Due", "due: due now"),
        ("Nobody waits", "–"),
        ("Overdue", "overdue: overdue 2 h"),
    ]


def test_the_most_overdue_come_first_and_who_waits_for_nobody_last(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)

    assert [name for name, _ in listed(client, sort="next")] == ["Overdue", "Coming", "Due", "Nobody waits"]
    assert [name for name, _ in listed(client, sort="-next")] == ["Nobody waits", "Due", "Coming", "Overdue"]


def test_pages_of_that_order_lose_nobody(ward, nadia, signed_in, harbour):
    PatientFactory.create_batch(60, at=harbour)
    client = signed_in(nadia, htmx=True)
    seen, url = [], "/patients/?sort=next&size=20"
    while url:
        text = client.get(url).text
        seen += [row.partition('title="')[2].partition('"')[0] for row in text.split("<tr>")[2:]]
        following = text.partition('data-page="next"')[0].rpartition('href="')[2].partition('"')[0]
        url = following.replace("&amp;", "&") if 'rel="next"' in text else ""
    assert (len(seen), len(set(seen))) == (64, 64)


def test_the_list_is_narrowed_to_the_overdue(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    assert [name for name, _ in listed(client, next_set="overdue")] == ["Overdue"]
    assert "1 patient matches" in client.get("/patients/count/", {"next_set": "overdue"}).text

    clock.move_by(36 * MINUTE)
    client = signed_in(nadia, htmx=True)
    assert [name for name, _ in listed(client, next_set="overdue")] == ["Coming", "Overdue"]
    assert "2 patients match" in client.get("/patients/count/", {"next_set": "overdue"}).text


def test_time_passing_shows_without_a_write(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    etag = client.get("/patients/listing/").headers["ETag"]
    assert client.get("/patients/listing/", headers={"If-None-Match": etag}).status_code == 304
    clock.move_by(36 * MINUTE)
    client = signed_in(nadia, htmx=True)
    answer = client.get("/patients/listing/", headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert dict(listed(client))["Coming"] == "overdue: overdue 1 min"


def test_the_front_desk_sees_no_vital_signs_in_any_way(ward, freda, signed_in):
    client = signed_in(freda, htmx=True)
    text = client.get("/patients/").text

    assert "p-next" not in text
    assert 'name="next_set"' not in text
    everybody = ["Coming", "Due", "Nobody waits", "Overdue"]
    assert [name for name, _ in listed(client, next_set="overdue", sort="next")] == everybody
    assert "4 patients" in client.get("/patients/count/", {"next_set": "overdue"}).text


def test_a_set_tells_open_lists_of_the_facility_alone(
    ward, harbour, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(
        "features.patients.list_versions.publish", lambda event, topic: told.append((event, topic))
    )
    patient = PatientFacility.objects.get(facility=harbour, family_name="Overdue").patient
    take(patient, at=now(), **NORMAL)
    with django_capture_on_commit_callbacks(execute=True):
        settle(patient=patient, by=BY)
    with django_capture_on_commit_callbacks(execute=True):
        settle(patient=patient, by=BY)

    assert told == [("patients-changed", f"patients-of:{harbour.public_id}")]


@pytest.mark.parametrize("ago", [0, 100], ids=["moves the clock", "leaves the clock"])
def test_a_recorded_set_tells_the_lists_once(
    ago, ward, harbour, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr("features.patients.list_versions.publish", lambda *names: told.append(names))
    patient = PatientFacility.objects.get(facility=harbour, family_name="Due").patient
    with django_capture_on_commit_callbacks(execute=True):
        record_vitals(patient=patient, taken_at=now() - timedelta(days=ago), signs=NORMAL, by=BY)

    assert told == [("patients-changed", f"patients-of:{harbour.public_id}")]
