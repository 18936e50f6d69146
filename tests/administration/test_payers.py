"""The directory of payers: everybody reads it, the administrator keeps it, and choices follow at once."""

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.patients.catalogues import all_payers, payers
from features.patients.models import Coverage, PatientFacility, Payer
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.sent import Filled, opened

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("administration:payers"), reverse("administration:add_payer")


def form_of(payer: Payer) -> str:
    return reverse("administration:change_payer", args=[payer.public_id])


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Sends a form; what waits for the end of its transaction is done."""

    def sent(form: Filled):
        with django_capture_on_commit_callbacks(execute=True):
            return form.send()

    return sent


def choices() -> list[str]:
    return [name for _public_id, name in payers()]


def test_everybody_reads_the_directory_and_only_the_administrator_is_led_to_forms(lars, adam, signed_in):
    payer = PayerFactory(name="Zeta Mutual", identifier="60054")
    for person, is_led in ((lars, False), (adam, True)):
        page = signed_in(person).get(LIST).text
        assert "Zeta Mutual" in page
        assert "60054" in page
        assert (form_of(payer) in page) is is_led
        assert (NEW in page) is is_led


def test_the_directory_is_narrowed_by_state(adam, signed_in):
    PayerFactory(name="Zeta Mutual")
    PayerFactory(name="Gone Fund", is_retired=True)
    browser = signed_in(adam)
    for query, shown, hidden in (
        ("state=in-use", "Zeta Mutual", "Gone Fund"), ("state=retired", "Gone Fund", "Zeta Mutual"),
    ):  # fmt: skip
        page = browser.get(f"{LIST}?{query}").text
        assert shown in page
        assert hidden not in page


def test_a_payer_is_added_and_can_be_chosen_at_once(adam, signed_in, send):
    assert choices() == []
    answer = send(opened(signed_in(adam), NEW).fill(name="Zeta Mutual", identifier="60054"))

    assert answer.headers["Location"] == LIST
    payer = Payer.objects.get()
    assert (payer.name, payer.identifier, payer.is_retired) == ("Zeta Mutual", "60054", False)
    assert payer.created_by == adam.public_id
    assert AuditEvent.objects.get(action="create").category == "payers"
    assert choices() == ["Zeta Mutual"]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Fill this in."),
        ("name", "x" * 121, "It has 121 characters"),
        ("name", "zeta MUTUAL", "Another payer has this name."),
        ("identifier", "60054", "Another payer has this ID."),
        ("identifier", "1" * 41, "It has 41 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(field, typed, words, adam, signed_in):
    PayerFactory(name="Zeta Mutual", identifier="60054")
    told = {"name": "Northwind", "identifier": "00430", field: typed}
    answer = opened(signed_in(adam), NEW).fill(**told).send()

    assert answer.status_code == 422
    assert words in answer.text
    other = "identifier" if field == "name" else "name"
    assert f'value="{told[other]}"' in answer.text
    assert Payer.objects.count() == 1


def test_two_payers_without_an_identifier_stand_side_by_side(adam, signed_in, send):
    for name in ("Zeta Mutual", "Northwind"):
        send(opened(signed_in(adam), NEW).fill(name=name))
    assert choices() == ["Northwind", "Zeta Mutual"]


def test_a_new_name_is_followed_by_lists_and_choices(harbour, adam, signed_in, send):
    payer = PayerFactory(name="Zeta")
    patient = PatientFactory(at=harbour)
    CoverageFactory(patient=patient, payer=payer)
    assert choices() == ["Zeta"]
    send(opened(signed_in(adam), form_of(payer)).fill(name="Zeta Mutual"))

    assert choices() == ["Zeta Mutual"]
    assert PatientFacility.objects.get(patient=patient).payer_name == "Zeta Mutual"
    assert AuditEvent.objects.get(action="change", category="payers").reason == "name"


def test_a_retired_payer_is_offered_to_nobody_and_stays_with_who_has_them(
    harbour, adam, freda, signed_in, send
):
    payer, patient = PayerFactory(name="Zeta Mutual"), PatientFactory(at=harbour)
    held = CoverageFactory(patient=patient, payer=payer, priority=1)
    new = reverse("patients:add_coverage", args=[patient.public_id])
    typed = opened(signed_in(freda, htmx=True), new).fill(payer=str(payer.public_id), priority="2")
    send(opened(signed_in(adam), form_of(payer)).fill(is_retired="on"))

    assert (choices(), [name for _id, name in all_payers()]) == ([], ["Zeta Mutual"])
    assert typed.send().status_code == 422
    assert "Zeta Mutual" not in signed_in(freda).get(new).text.partition("<form")[2]
    own = reverse("patients:change_coverage", args=[patient.public_id, held.public_id])
    form = opened(signed_in(freda, htmx=True), own)
    assert form.values["payer"] == str(payer.public_id)
    assert form.fill(plan="Gold").send().status_code == 200
    assert (Coverage.objects.get().payer, Coverage.objects.get().plan) == (payer, "Gold")
    send(opened(signed_in(adam), form_of(payer)).fill(is_retired=""))
    assert choices() == ["Zeta Mutual"]


def test_two_who_change_one_payer_choose(adam, signed_in):
    payer = PayerFactory(name="Zeta")
    forms = [opened(signed_in(adam, htmx=True), form_of(payer)) for _ in range(2)]
    forms[0].fill(name="Zeta Mutual").send()
    answer = forms[1].fill(name="Zeta Fund").send()

    assert answer.status_code == 409
    assert Payer.objects.get().name == "Zeta Mutual"


def test_a_double_click_adds_one(adam, signed_in):
    form = opened(signed_in(adam, htmx=True), NEW).fill(name="Zeta Mutual")
    assert [form.send().status_code for _ in range(3)] == [200] * 3
    assert Payer.objects.count() == 1
