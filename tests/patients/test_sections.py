"""A registration is changed section by section: nothing of before is lost, nobody's work is overwritten."""

from datetime import date

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import today
from features.patients.models import Consent, Patient, PatientAddress, PatientName, RelatedPerson
from tests.factories import PatientFactory, ProviderFactory
from tests.forms.sent import Filled, opened
from tests.ui.fields.bad import FOUND, REASON, inputs

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, family_name="Moreno", given_names="Ana", email="ana@example.org")


@pytest.fixture
def form(freda, signed_in, patient):
    """Opens a form of the patient as the front desk."""

    def open_(name: str, *ids, browser=None) -> Filled:
        url = reverse(f"patients:{name}", args=[patient.public_id, *ids])
        return opened(browser or signed_in(freda, htmx=True), url)

    return open_


def now(patient) -> Patient:
    return Patient.objects.get(pk=patient.pk)


@pytest.mark.parametrize("use", ["old", "maiden"])
def test_a_new_name_keeps_the_former_one(use, form, patient, freda):
    answer = form("change_identity").fill(family_name="Silva", former_name=use).send()

    assert answer.status_code == 200
    assert "Silva" in answer.text
    assert now(patient).family_name == "Silva"
    kept = PatientName.objects.get()
    assert (kept.family_name, kept.given_names, kept.use, kept.created_by) == (
        "Moreno",
        "Ana",
        use,
        freda.public_id,
    )


def test_a_typing_mistake_was_nobodys_name(form, patient):
    assert form("change_identity").fill(given_names="Anna", former_name="mistake").send().status_code == 200
    assert now(patient).given_names == "Anna"
    assert not PatientName.objects.exists()


def test_a_new_name_asks_what_the_former_one_was(form, patient):
    answer = form("change_identity").fill(family_name="Silva").send()

    assert answer.status_code == 422
    assert "Say what the former one was." in answer.text
    assert now(patient).version == 1


@pytest.mark.parametrize(("name", "typed"), [("birth_date", "18 May 1980"), ("sex", "male")])
def test_another_birth_date_or_sex_is_asked_once(name, typed, form, patient):
    asked = form("change_identity").fill(**{name: typed})
    answer = asked.send()

    assert answer.status_code == 422
    assert now(patient).version == 1
    told = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    assert asked.fill(form_confirmed=told).send().status_code == 200
    assert (now(patient).birth_date, now(patient).sex) in [
        (date(1980, 5, 18), "female"),
        (date(1980, 5, 17), "male"),
    ]


def test_two_sections_of_one_patient_do_not_meet(form, nadia, signed_in, patient):
    mine = form("change_identity").fill(preferred_name="Anita")
    theirs = form("change_contacts", browser=signed_in(nadia, htmx=True))
    assert theirs.fill(email="new@example.org").send().status_code == 200

    assert mine.send().status_code == 200
    assert (now(patient).preferred_name, now(patient).email) == ("Anita", "new@example.org")


def test_the_same_section_is_merged_before_it_is_saved(form, nadia, signed_in, patient):
    mine = form("change_identity").fill(preferred_name="Anita")
    theirs = form("change_identity", browser=signed_in(nadia, htmx=True))
    assert theirs.fill(gender_identity="woman").send().status_code == 200
    answer = mine.send()

    assert answer.status_code == 409
    assert now(patient).preferred_name == ""
    assert Filled.from_answer(mine.browser, mine.url, answer).send().status_code == 200
    assert (now(patient).preferred_name, now(patient).gender_identity) == ("Anita", "woman")


def test_what_another_system_wrote_survives_a_change_of_something_else(form, patient):
    Patient.objects.filter(pk=patient.pk).update(marital_status="X", language="mi")
    assert form("change_identity").fill(preferred_name="Anita").send().status_code == 200
    assert form("change_care").fill(needs_interpreter="yes").send().status_code == 200
    stands = now(patient)
    assert (stands.marital_status, stands.language, stands.needs_interpreter) == ("X", "mi", True)


def test_a_provider_of_the_facility_is_chosen(form, patient, harbour):
    provider = ProviderFactory(facility=harbour)
    answer = form("change_care").fill(primary_provider=str(provider.public_id), language="es").send()

    assert answer.status_code == 200
    assert (now(patient).primary_provider, now(patient).language) == (provider, "es")


def test_a_first_address_is_added_once(form, patient):
    late = form("add_address").fill(city="Salem")
    assert (
        form("add_address").fill(lines="1 Main St", city="Boston", postal_code="02139").send().status_code
        == 200
    )
    assert late.send().status_code == 422
    assert PatientAddress.objects.get().city == "Boston"


def test_who_moved_keeps_the_former_address(form, patient):
    home = PatientAddress.objects.create(patient=patient, city="Boston", country="US")
    answer = form("change_address", home.public_id).fill(city="Salem", reason="moved").send()

    assert answer.status_code == 200
    assert "Salem" in answer.text
    old, new = PatientAddress.objects.order_by("id")
    assert (old.city, old.use, old.ends_on) == ("Boston", "old", today("America/New_York"))
    assert (new.city, new.use, new.ends_on) == ("Salem", "home", None)


def test_a_corrected_address_stays_one(form, patient):
    home = PatientAddress.objects.create(patient=patient, city="Bostn", country="US")
    assert (
        form("change_address", home.public_id).fill(city="Boston", reason="corrected").send().status_code
        == 200
    )
    stands = PatientAddress.objects.get()
    assert (stands.city, stands.use, stands.version) == ("Boston", "home", 2)


@pytest.mark.parametrize(
    ("country", "code"), [("US", "2139"), ("CA", "02139"), ("GB", "12345"), ("AT", "1_0")]
)
def test_a_postal_code_that_cannot_be_is_refused(country, code, form):
    answer = form("add_address").fill(city="Somewhere", country=country, postal_code=code).send()
    assert answer.status_code == 422
    assert not PatientAddress.objects.exists()


def test_a_related_person_is_added_and_changed(form, patient):
    new = form("add_relative").fill(relationship="MTH", full_name="Rosa Moreno", phone="617-253-1000")
    assert new.fill(is_emergency_contact="yes").send().status_code == 200
    rosa = RelatedPerson.objects.get()
    assert (rosa.full_name, rosa.is_emergency_contact) == ("Rosa Moreno", True)
    answer = form("change_relative", rosa.public_id).fill(phone="617-253-2000").send()
    assert "617-253-2000" in answer.text


def test_another_patient_is_a_relative_only_where_one_may_see_them(form, harbour, patient):
    seen, hidden = PatientFactory(at=harbour), PatientFactory()
    assert form("add_relative").fill(relationship="SIB", other_patient=seen.mrn).send().status_code == 200
    for mrn in (hidden.mrn, patient.mrn, "nothing"):
        assert form("add_relative").fill(relationship="SIB", other_patient=mrn).send().status_code == 422
    assert RelatedPerson.objects.get().other_patient == seen


def test_a_nickname_is_added_and_changed(form):
    assert form("add_name").fill(use="nickname", given_names="Ani").send().status_code == 200
    name = PatientName.objects.get()
    assert form("change_name", name.public_id).fill(given_names="Anni").send().status_code == 200
    assert PatientName.objects.get().given_names == "Anni"
    assert form("add_name").fill(use="nickname").send().status_code == 422


def test_a_consent_is_given_and_withdrawn(form):
    new = form("add_consent").fill(scope="research", status="active", given_on="14 Mar 2025")
    assert new.send().status_code == 200
    consent = Consent.objects.get()
    early = form("withdraw_consent", consent.public_id).fill(ends_on="13 Mar 2025").send()
    assert early.status_code == 422
    assert form("withdraw_consent", consent.public_id).fill(ends_on="15 Mar 2025").send().status_code == 200
    stands = Consent.objects.get()
    assert (stands.status, stands.ends_on) == ("inactive", date(2025, 3, 15))
    assert AuditEvent.objects.filter(action="withdraw").count() == 1


def test_a_record_of_somebody_else_is_nobodys_here(freda, signed_in, harbour, patient):
    theirs = PatientAddress.objects.create(patient=PatientFactory(at=harbour), city="Boston")
    url = reverse("patients:change_address", args=[patient.public_id, theirs.public_id])
    assert signed_in(freda).get(url).status_code == 404


def test_the_history_tells_who_changed_what_before_and_after(form, patient, freda, signed_in):
    form("change_identity").fill(family_name="Silva", former_name="old").send()
    page = signed_in(freda).get(reverse("patients:identity_history", args=[patient.public_id]))

    assert page.status_code == 200
    assert "<s><bdi>Moreno</bdi></s> → <bdi>Silva</bdi>" in page.text
    assert freda.full_name in page.text


@pytest.mark.skipif(FOUND is None, reason=REASON)
@pytest.mark.parametrize(
    ("name", "letter"), [("family_name", "N"), ("birth_date", "D"), ("gender_identity", "T")]
)
def test_hostile_texts_are_refused_or_kept(name, letter, form, patient):
    for text in inputs(letter)[::10]:
        sent = form("change_identity").fill(former_name="mistake")
        answer = sent.fill(**{name: text.encode("utf-8", "replace").decode()}).send()
        assert answer.status_code in (200, 422), ascii(text[:60])
