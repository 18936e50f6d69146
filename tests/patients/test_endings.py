"""Names, addresses and related people end on a day, for a reason; they are kept among what was, and stay ended."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import today
from features.patients.models import PatientAddress, PatientName, RelatedPerson
from features.patients.sheets import registration_sheet
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db
HERE = "America/New_York"


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, family_name="Moreno", given_names="Ana")


@pytest.fixture
def rosa(patient):
    return RelatedPerson.objects.create(
        patient=patient, relationship="MTH", full_name="Rosa Moreno", is_emergency_contact=True
    )


@pytest.fixture
def form(freda, signed_in, patient):
    def open_(name: str, record, browser=None) -> Filled:
        url = reverse(f"patients:{name}", args=[patient.public_id, record.public_id])
        return opened(browser or signed_in(freda, htmx=True), url)

    return open_


def parted(region: str) -> tuple[str, str]:
    """What a region of related people shows as present, and what it folds away as former."""
    people = region.partition("Related people")[2].partition("Other names")[0]
    present, _, former = people.partition("<details")
    return present, former


@pytest.mark.parametrize("reason", ["past", "died", "asked", "mistake"])
def test_a_related_person_ends_and_is_kept(reason, form, rosa, freda):
    answer = form("end_relative", rosa).fill(ends_on="14 Mar 2025", end_reason=reason).send()

    assert answer.status_code == 200
    rosa.refresh_from_db()
    assert (rosa.ends_on, rosa.end_reason, rosa.version) == (date(2025, 3, 14), reason, 2)
    assert rosa.updated_by == freda.public_id
    ended = AuditEvent.objects.get(action="end")
    assert (ended.object_id, ended.reason) == (rosa.public_id, "ends_on, end_reason")


def test_who_has_ended_is_former_and_no_emergency_contact_any_more(form, rosa, patient, freda):
    region = form("end_relative", rosa).fill(ends_on="14 Mar 2025", end_reason="died").send().text
    present, former = parted(region)

    assert "Rosa Moreno" not in present
    assert "in an emergency" not in region
    assert "Rosa Moreno" in former
    assert "until 14 Mar 2025, the person has died" in former
    assert registration_sheet(patient, freda)["people"] == []


def test_what_ends_later_still_holds(patient, rosa, freda, signed_in):
    RelatedPerson.objects.update(ends_on=today(HERE) + timedelta(days=1))
    url = reverse("patients:identity", args=[patient.public_id])

    assert "Rosa Moreno" in parted(signed_in(freda, htmx=True).get(url).text)[0]
    RelatedPerson.objects.update(ends_on=today(HERE))
    assert "Rosa Moreno" in parted(signed_in(freda, htmx=True).get(url).text)[1]


def test_a_name_ends_and_finds_the_patient_all_the_same(form, patient, freda, signed_in):
    name = PatientName.objects.create(patient=patient, use="nickname", given_names="Zazie")
    answer = form("end_name", name).fill(ends_on="14 Mar 2025", end_reason="past").send()

    assert "Zazie" in answer.text
    assert "until 14 Mar 2025" in answer.text
    found = signed_in(freda).post(reverse("patients:find"), {"q": "zazie"}, follow=True)
    assert patient.mrn in found.text


def test_an_address_ends_without_another(form, patient, freda):
    home = PatientAddress.objects.create(
        patient=patient, city="Boston", country="US", starts_on=date(2020, 1, 1)
    )
    early = form("end_address", home).fill(ends_on="2019-12-31", end_reason="past").send()
    assert early.status_code == 422
    assert "The patient came to this address later than that." in early.text
    answer = form("end_address", home).fill(ends_on="2025-03-14", end_reason="past").send()

    assert "No address is recorded." in answer.text
    assert "Boston" in answer.text
    assert registration_sheet(patient, freda)["addresses"] == []


def test_the_same_form_ends_it_once(form, rosa):
    sent = form("end_relative", rosa).fill(ends_on="14 Mar 2025", end_reason="past")
    assert [sent.send().status_code for _ in range(2)] == [200, 200]
    rosa.refresh_from_db()
    assert rosa.version == 2
    assert AuditEvent.objects.filter(action="end").count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on": "", "end_reason": "past"}, "Fill this in."),
        ({"ends_on": "14 Mar 2025", "end_reason": ""}, "Choose one."),
        ({"ends_on": "14 Mar 2125", "end_reason": "past"}, "future"),
        ({"ends_on": "14 Mar 2025", "end_reason": "whim"}, "whim"),
    ],
)
def test_an_end_has_a_day_that_has_come_and_a_known_reason(typed, words, form, rosa):
    answer = form("end_relative", rosa).fill(**typed).send()
    assert answer.status_code == 422
    assert words in answer.text
    rosa.refresh_from_db()
    assert rosa.ends_on is None


def test_only_people_die(form, patient):
    name = PatientName.objects.create(patient=patient, use="nickname", given_names="Ani")
    assert form("end_name", name).fill(ends_on="2025-03-14", end_reason="died").send().status_code == 422


@pytest.mark.parametrize("name", ["change_relative", "end_relative"])
def test_what_has_ended_has_no_form(name, rosa, patient, freda, signed_in):
    RelatedPerson.objects.update(ends_on=date(2025, 3, 14))
    url = reverse(f"patients:{name}", args=[patient.public_id, rosa.public_id])
    assert signed_in(freda).get(url).status_code == 404
    assert AuditEvent.objects.filter(outcome="refused").count() == 1


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("change_relative", {"phone": "617-253-2000"}),
        ("end_relative", {"ends_on": "15 Mar 2025", "end_reason": "past"}),
    ],
)
def test_a_form_that_was_open_when_it_ended_says_so_and_keeps_what_was_typed(
    name, typed, form, rosa, nadia, signed_in
):
    mine = form(name, rosa).fill(**typed)
    theirs = form("end_relative", rosa, browser=signed_in(nadia, htmx=True))
    assert theirs.fill(ends_on="14 Mar 2025", end_reason="died").send().status_code == 200
    answer = mine.send()

    assert answer.status_code == 422
    assert "This has ended meanwhile. Nothing was changed." in answer.text
    assert all(value in answer.text for value in typed.values())
    rosa.refresh_from_db()
    assert (rosa.ends_on, rosa.phone, rosa.version) == (date(2025, 3, 14), "", 2)


def test_whose_name_one_may_not_know_stays_hidden_in_the_form_that_ends_them(form, patient, harbour):
    seen = PatientFactory(at=harbour, family_name="Seenwell")
    hidden = PatientFactory(family_name="Hiddenby")
    for other, is_named in ((seen, True), (hidden, False)):
        kin = RelatedPerson.objects.create(patient=patient, relationship="SIB", other_patient=other)
        shown = form("end_relative", kin)
        page = shown.browser.get(shown.url).text
        assert (other.family_name in page) is is_named
        assert "sibling" in page


def test_the_history_tells_the_end_and_its_reason_in_words(form, rosa, patient, freda, signed_in):
    form("end_relative", rosa).fill(ends_on="14 Mar 2025", end_reason="died").send()
    page = signed_in(freda).get(reverse("patients:identity_history", args=[patient.public_id])).text
    assert "14 Mar 2025" in page
    assert "the person has died" in page
