"""An allergy is added, corrected, refuted; that none are known is said; each is saved once and over nobody's work."""

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.problems.models import Allergy, NoKnownAllergies
from tests.chart_rows import allergy as allergy_row
from tests.factories import PatientFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def url(patient):
    """`url("record_allergy")`, of the patient; with an allergy, of that one."""

    def of(name: str, allergy: Allergy | None = None, whose=None) -> str:
        within = [allergy.public_id] if allergy else []
        return reverse(f"problems:{name}", args=[(whose or patient).public_id, *within])

    return of


@pytest.fixture
def penicillin(patient, dan):
    row = allergy_row(
        patient, display="Penicillin", status="active", verification="confirmed", criticality="high"
    )
    row.save()
    return row


def now(row):
    return type(row).objects.get(pk=row.pk)


def test_an_allergy_is_added_with_what_it_did(nadia, signed_in, patient, url):
    form = opened(signed_in(nadia, htmx=True), url("record_allergy"))
    told = {"substance": "Latex", "category": "environment", "onset": "2019", "reaction": "Hives"}
    answer = form.fill(**told, severity="moderate", criticality="high").send()

    assert answer.status_code == 200, answer.text
    assert "Latex" in answer.text
    written = Allergy.objects.get(patient=patient)
    assert (written.display, written.status, written.verification) == ("Latex", "active", "confirmed")
    assert (written.code_system, written.code) == ("http://snomed.info/sct", "111088007")
    assert (written.category, written.criticality, written.onset_precision) == ("environment", "high", "year")
    assert [(one.display, one.severity) for one in written.reactions.all()] == [("Hives", "moderate")]
    assert written.created_by == nadia.public_id
    row = AuditEvent.objects.get(action="create")
    assert (row.patient, row.object_id, row.category) == (patient.public_id, written.public_id, "allergies")
    assert SavedForm.objects.get().object_id == written.public_id


def test_adding_an_allergy_withdraws_that_none_are_known(nadia, signed_in, patient, url):
    browser = signed_in(nadia, htmx=True)
    opened(browser, url("deny_allergies")).send()
    assert NoKnownAllergies.objects.get().withdrawn_at is None
    opened(browser, url("record_allergy")).fill(substance="Latex").send()

    assert NoKnownAllergies.objects.get().withdrawn_at is not None


def test_the_kind_of_a_known_substance_need_not_be_told(nadia, signed_in, url):
    opened(signed_in(nadia, htmx=True), url("record_allergy")).fill(substance="aspirin").send()
    assert (Allergy.objects.get().display, Allergy.objects.get().category) == ("Aspirin", "medication")


def test_words_without_a_code_are_asked_about_and_kept(nadia, signed_in, url):
    form = opened(signed_in(nadia, htmx=True), url("record_allergy")).fill(substance="Grandmother's soup")
    asked = form.send()
    assert asked.status_code == 422
    assert "nothing can be checked against it" in asked.text
    confirmed = asked.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    assert form.fill(form_confirmed=confirmed).send().status_code == 200
    assert (Allergy.objects.get().display, Allergy.objects.get().code) == ("Grandmother's soup", "")
    assert SavedForm.objects.get().confirmed == ["words-without-code"]


def test_a_code_that_is_in_no_list_of_ours_stays_when_something_else_is_corrected(
    nadia, signed_in, penicillin, url
):
    Allergy.objects.update(code_system="http://other.example", code="77", display="Pericillinum novum")
    assert (
        opened(signed_in(nadia, htmx=True), url("correct_allergy", penicillin))
        .fill(note="x")
        .send()
        .status_code
        == 200
    )
    assert (now(penicillin).code, now(penicillin).display, now(penicillin).note) == (
        "77",
        "Pericillinum novum",
        "x",
    )


def test_a_double_click_adds_one(nadia, signed_in, patient, url):
    form = opened(signed_in(nadia, htmx=True), url("record_allergy")).fill(substance="Latex")
    assert [form.send().status_code for _ in range(3)] == [200] * 3
    assert Allergy.objects.filter(patient=patient).count() == 1


@pytest.mark.parametrize("words", ["Penicillin", "penicillin", " PENICILLIN "])
def test_the_same_allergy_is_not_added_twice(words, nadia, signed_in, penicillin, url):
    answer = (
        opened(signed_in(nadia, htmx=True), url("record_allergy")).fill(substance=words, note="kept").send()
    )

    assert answer.status_code == 422
    assert "recorded already" in answer.text
    assert Filled.from_answer(None, "", answer).values["note"] == "kept"
    assert Allergy.objects.count() == 1


def test_an_allergy_is_corrected_with_its_reactions(nadia, signed_in, penicillin, url):
    browser = signed_in(nadia, htmx=True)
    address = url("correct_allergy", penicillin)
    opened(browser, address).fill(reaction="Hives", reaction_2="Dyspnea", severity_2="severe").send()
    assert now(penicillin).version == 2
    opened(browser, address).fill(reaction="", criticality="low", form_confirmed="").send()
    form = opened(browser, address)
    assert (form.values["reaction"], form.values["reaction_2"]) == ("Hives", "Dyspnea")
    form.fill(reaction="Rash").send()

    shown = penicillin.reactions.filter(in_error=False).order_by("id")
    assert [one.display for one in shown] == ["Rash", "Dyspnea"]
    assert now(penicillin).version == 3


def test_a_reaction_that_did_not_happen_is_marked_and_not_shown(nadia, signed_in, penicillin, url):
    browser = signed_in(nadia, htmx=True)
    address = url("correct_allergy", penicillin)
    opened(browser, address).fill(reaction="Hives").send()
    answer = opened(browser, address).fill(reaction="").send()

    assert answer.status_code == 200
    assert "Hives" not in answer.text
    assert [one.in_error for one in penicillin.reactions.all()] == [True]


def test_a_severe_reaction_of_low_danger_is_asked_about_once_and_kept_as_confirmed(
    nadia, signed_in, patient, url
):
    form = opened(signed_in(nadia, htmx=True), url("record_allergy"))
    form.fill(substance="Latex", reaction="Anaphylaxis", severity="severe", criticality="low")
    asked = form.send()
    assert asked.status_code == 422
    assert Allergy.objects.count() == 0
    again = Filled.from_answer(form.browser, form.url, asked)
    confirmed = asked.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    assert again.send().status_code == 422
    assert (
        again.fill(form_confirmed=confirmed, reaction="Fainting", substance="Nickel").send().status_code
        == 200
    )
    assert "severe-but-low" in SavedForm.objects.get().confirmed


def test_what_is_asked_about_another_value_is_asked_again(nadia, signed_in, patient, url):
    form = opened(signed_in(nadia, htmx=True), url("record_allergy"))
    form.fill(
        substance="Latex", reaction="Anaphylaxis", severity="severe", criticality="low", form_confirmed="x"
    )
    assert form.send().status_code == 422


def test_an_allergy_is_refuted_with_the_reason_and_leaves_the_chart_but_not_the_history(
    dan, signed_in, patient, penicillin, url
):
    browser = signed_in(dan, htmx=True)
    form = opened(browser, url("refute_allergy", penicillin))
    assert form.send().status_code == 422
    answer = form.fill(verification="refuted", never_was="took amoxicillin in 2024").send()

    assert answer.status_code == 200
    assert "Penicillin" not in answer.text
    refuted = now(penicillin)
    assert (refuted.verification, refuted.status, refuted.never_was) == (
        "refuted",
        "inactive",
        "took amoxicillin in 2024",
    )
    history = browser.get(reverse("problems:allergy_listing", args=[patient.public_id])).text
    assert "Penicillin" in history
    assert "refuted" in history
    assert AuditEvent.objects.get(action="refute").user == dan.public_id


def test_a_mistake_has_no_status(dan, signed_in, penicillin, url):
    form = opened(signed_in(dan, htmx=True), url("refute_allergy", penicillin))
    form.fill(verification="entered-in-error", never_was="another patient").send()
    assert (now(penicillin).verification, now(penicillin).status) == ("entered-in-error", "")


def test_what_was_refuted_is_not_corrected(dan, signed_in, penicillin, url):
    Allergy.objects.update(verification="refuted")
    assert signed_in(dan).get(url("correct_allergy", penicillin)).status_code == 404


def test_a_refutation_whose_answer_was_lost_is_answered_when_it_is_sent_again(
    dan, signed_in, penicillin, url
):
    form = opened(signed_in(dan, htmx=True), url("refute_allergy", penicillin))
    form.fill(verification="refuted", never_was="took amoxicillin in 2024")
    first, again = form.send(), form.send()

    assert (first.status_code, again.status_code, now(penicillin).version) == (200, 200, 2)
    assert AuditEvent.objects.filter(action="refute").count() == 1
    assert not AuditEvent.objects.filter(outcome="refused").exists()
    other = form.fill(never_was="something else").send()
    assert (other.status_code, now(penicillin).never_was) == (409, "took amoxicillin in 2024")
    form.values["form_key"] = Filled.from_answer(form.browser, form.url, other).values["form_key"]
    assert form.send().status_code == 404


def test_no_known_allergies_is_said_once_with_author_and_time(nadia, signed_in, patient, url):
    browser = signed_in(nadia, htmx=True)
    answer = opened(browser, url("deny_allergies")).send()
    opened(browser, url("deny_allergies")).send()

    assert "No known allergies, stated" in answer.text
    assert NoKnownAllergies.objects.get().created_by == nadia.public_id


def test_no_known_allergies_cannot_be_said_while_one_is_known(nadia, signed_in, penicillin, url):
    answer = opened(signed_in(nadia, htmx=True), url("deny_allergies")).send()

    assert answer.status_code == 422
    assert "Refute it first" in answer.text
    assert NoKnownAllergies.objects.count() == 0


def test_two_who_correct_one_allergy_choose(nadia, dan, signed_in, penicillin, url):
    address = url("correct_allergy", penicillin)
    mine = opened(signed_in(nadia, htmx=True), address).fill(criticality="low", reaction="Hives")
    opened(signed_in(dan, htmx=True), address).fill(criticality="unable-to-assess", note="seen by Dan").send()
    answer = mine.send()

    assert answer.status_code == 409
    assert "cannot be told" in answer.text
    form = Filled.from_answer(mine.browser, address, answer)
    assert form.values["note"] == "seen by Dan"
    assert form.fill(**{"choice-criticality": "theirs"}).send().status_code == 200
    assert (now(penicillin).criticality, now(penicillin).note) == ("unable-to-assess", "seen by Dan")
    assert [one.display for one in penicillin.reactions.all()] == ["Hives"]


def test_the_allergy_of_another_patient_is_not_found_and_not_changed(
    nadia, harbour, signed_in, penicillin, url
):
    other = PatientFactory(at=harbour)
    browser = signed_in(nadia)
    for name in ("correct_allergy", "refute_allergy"):
        address = url(name, penicillin, whose=other)
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"verification": "refuted", "never_was": "x"}).status_code == 404
    assert now(penicillin).version == 1
    assert AuditEvent.objects.filter(outcome="refused", patient=other.public_id).count() == 4


def test_the_front_desk_reads_no_form_of_allergies(freda, signed_in, penicillin, url):
    browser = signed_in(freda)
    assert browser.get(url("record_allergy")).status_code == 403
    assert browser.post(url("refute_allergy", penicillin), {}).status_code == 403
    assert now(penicillin).version == 1


def test_without_htmx_a_page_leads_back_to_the_chart(nadia, signed_in, patient, url):
    browser = signed_in(nadia)
    answer = opened(browser, url("record_allergy")).fill(substance="Latex").send()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("chart:summary", args=[patient.public_id]),
    )
    assert "Latex" in browser.get(answer["Location"]).text
