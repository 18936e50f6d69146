"""A set is corrected, withdrawn or undone: the old values stay to be seen, and nobody works over somebody else."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.vitals.models import VitalSigns
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.vitals.sets import take

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, birth_date="1958-06-02")


@pytest.fixture
def set_(patient):
    """Imported exactly: more decimals than are shown, a unit of its own, a device that the form does not know."""
    return take(
        patient, systolic="118.347", diastolic="70", temperature="37", typed={"temperature": ["98.6", "[degF]"]},
        oxygen_device="oxyhood", oxygen_flow="6",
    )  # fmt: skip


@pytest.fixture
def url(patient, set_):
    return lambda name, whose=None: reverse(
        f"vitals:{name}", args=[(whose or patient).public_id, set_.public_id]
    )


def test_a_correction_stands_beside_what_was_wrong_which_stays(nadia, signed_in, patient, set_, url):
    form = opened(signed_in(nadia, htmx=True), url("correct"))
    assert form.values["systolic"] == "118"
    assert (form.values["temperature"], form.values["temperature_unit"]) == ("98.6", "[degF]")
    assert form.values["oxygen_device"] == "oxyhood"
    answer = form.fill(diastolic="75", reason="misread the cuff").send()
    assert answer.status_code == 200, answer.text

    old, new = VitalSigns.objects.order_by("id")
    assert (old.status, old.error_reason, old.diastolic) == ("entered-in-error", "misread the cuff", 70)
    assert (new.status, new.corrects_id, new.diastolic) == ("corrected", old.pk, 75)
    assert (new.systolic, new.temperature) == (Decimal("118.347"), 37)
    assert (new.typed, new.oxygen_device, new.oxygen_flow) == (old.typed, "oxyhood", 6)
    assert new.taken_at == old.taken_at
    assert new.created_by == nadia.public_id
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"correct", "create"}
    shown = signed_in(nadia).get(reverse("vitals:flowsheet", args=[patient.public_id])).text
    assert "entered in error: misread the cuff" in shown
    assert "118/75" in shown
    assert "118/70" in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"diastolic": "75"}, "Fill this in"),
        ({"reason": "nothing"}, "Nothing was changed yet"),
        ({"diastolic": "130", "reason": "misread"}, "must be below"),
    ],
)
def test_a_correction_needs_its_reason_a_change_and_sense(nadia, signed_in, url, typed, words):
    answer = opened(signed_in(nadia, htmx=True), url("correct")).fill(**typed).send()
    assert answer.status_code == 422
    assert words in answer.text
    assert VitalSigns.objects.get().status == "final"


def test_a_sign_is_taken_out_by_emptying_its_field(nadia, signed_in, url):
    form = opened(signed_in(nadia, htmx=True), url("correct"))
    assert form.fill(temperature="", reason="another patient's").send().status_code == 200
    new = VitalSigns.objects.get(status="corrected")
    assert (new.temperature, new.typed) == (None, {})


def test_of_two_who_correct_one_set_the_second_sees_the_first_ones_values_and_chooses(
    nadia, dan, signed_in, url
):
    first, second = (opened(signed_in(who, htmx=True), url("correct")) for who in (nadia, dan))
    assert first.fill(diastolic="75", reason="misread").send().status_code == 200
    contest = second.fill(diastolic="76", pulse="88", reason="misheard").send()

    assert contest.status_code == 409
    assert f"{nadia.full_name} changed this meanwhile" in contest.text
    assert VitalSigns.objects.filter(status="corrected").count() == 1
    again = second.from_answer(second.browser, second.url, contest)
    assert again.fill(**{"choice-diastolic": "yours"}).send().status_code == 200, again.values
    last = VitalSigns.objects.get(status="corrected")
    assert (last.diastolic, last.pulse, last.corrects.diastolic) == (76, 88, 75)
    assert (last.corrects.error_reason, last.corrects.corrects.error_reason) == ("misheard", "misread")


def test_who_corrects_or_withdraws_what_was_withdrawn_meanwhile_is_told_so_and_nothing_is_lost(
    nadia, dan, signed_in, url
):
    correct, withdraw = (opened(signed_in(dan, htmx=True), url(name)) for name in ("correct", "withdraw"))
    assert (
        opened(signed_in(nadia, htmx=True), url("withdraw")).fill(reason="a neighbour").send().status_code
        == 200
    )
    for form in (correct.fill(diastolic="76", reason="misheard"), withdraw.fill(reason="misheard")):
        told = form.send()
        assert (told.status_code, "misheard" in told.text) == (409, True)
        told = form.from_answer(form.browser, form.url, told).send()
        assert (told.status_code, "entered in error already" in told.text) == (422, True)
    assert VitalSigns.objects.get().error_reason == "a neighbour"


def test_a_set_that_should_not_be_there_is_entered_in_error_with_its_reason(nadia, signed_in, url, set_):
    form = opened(signed_in(nadia, htmx=True), url("withdraw"))
    assert form.send().status_code == 422
    assert form.fill(reason="another patient").send().status_code == 200
    set_.refresh_from_db()
    assert (set_.status, set_.error_reason, set_.systolic) == (
        "entered-in-error", "another patient", Decimal("118.347"),
    )  # fmt: skip
    assert signed_in(nadia).get(url("withdraw")).status_code == 404
    assert signed_in(nadia).get(url("correct")).status_code == 404


@pytest.mark.parametrize("name", ["correct", "withdraw", "undo"])
def test_a_set_of_somebody_else_is_not_there(harbour, nadia, signed_in, url, name):
    other = PatientFactory(at=harbour)
    browser = signed_in(nadia)
    answer = browser.post(url(name, other)) if name == "undo" else browser.get(url(name, other))
    assert answer.status_code == 404


@pytest.fixture
def fresh(patient, nadia):
    return VitalSigns.objects.create(patient=patient, taken_at=now(), pulse=70, created_by=nadia.public_id)


def test_one_press_takes_back_what_one_has_just_saved(nadia, signed_in, patient, fresh):
    undo = reverse("vitals:undo", args=[patient.public_id, fresh.public_id])
    browser = signed_in(nadia)
    answers = [browser.post(undo), browser.post(undo)]
    assert {answer.url for answer in answers} == {reverse("vitals:flowsheet", args=[patient.public_id])}
    fresh.refresh_from_db()
    assert (fresh.status, fresh.error_reason, fresh.pulse) == ("entered-in-error", "undone by author", 70)
    assert AuditEvent.objects.filter(action="undo").count() == 1


@pytest.mark.parametrize(("who", "minutes"), [("dan", 1), ("nadia", 6)])
def test_nobody_else_undoes_it_and_nobody_later(request, signed_in, patient, fresh, who, minutes):
    VitalSigns.objects.filter(pk=fresh.pk).update(created_at=now() - timedelta(minutes=minutes))
    undo = reverse("vitals:undo", args=[patient.public_id, fresh.public_id])
    answer = signed_in(request.getfixturevalue(who)).post(undo, follow=True)
    assert "by its author within five minutes" in answer.text
    fresh.refresh_from_db()
    assert fresh.status == "final"


def test_undoing_a_correction_lets_the_former_set_stand_again(nadia, signed_in, patient, set_, url):
    form = opened(signed_in(nadia, htmx=True), url("correct"))
    form.fill(diastolic="75", reason="misread").send()
    new = VitalSigns.objects.get(status="corrected")
    signed_in(nadia).post(reverse("vitals:undo", args=[patient.public_id, new.public_id]))
    set_.refresh_from_db()
    new.refresh_from_db()
    assert (set_.status, set_.error_reason) == ("final", "")
    assert new.status == "entered-in-error"


def test_the_button_to_undo_is_shown_to_its_author_only(nadia, dan, signed_in, patient, fresh):
    flowsheet = reverse("vitals:flowsheet", args=[patient.public_id])
    undo = reverse("vitals:undo", args=[patient.public_id, fresh.public_id])
    assert undo in signed_in(nadia).get(flowsheet).text
    assert undo not in signed_in(dan).get(flowsheet).text
    VitalSigns.objects.filter(pk=fresh.pk).update(created_at=now() - timedelta(minutes=6))
    assert undo not in signed_in(nadia).get(flowsheet).text
