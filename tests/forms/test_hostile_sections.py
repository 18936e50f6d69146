"""Hostile texts in the forms of every section and of a provider: refused with all that was typed, or kept exactly."""

import unicodedata

import pytest
from django import forms
from django.http import QueryDict

from features.foundation.access.models import User
from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.foundation.ui.fields.signs import LINE_ENDS, showable
from features.foundation.ui.fields.text import LineField, NameField, TextField
from features.patients.forms.sections import ClockField
from features.patients.models import Patient, Provider
from tests.factories import PatientFactory
from tests.forms.sections import ALL
from tests.forms.sent import Filled, Inputs, opened
from tests.forms.test_hostile_forms import assert_as_documented, on_the_wire, sent_quickly, texts_of
from tests.ui.fields.bad import FOUND, REASON, inputs

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(FOUND is None, reason=REASON)]
EACH = pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
FORMS = sorted({one.form for one in ALL}, key=lambda form: form.__name__)
EVERY = 60
"""Of the collection so many are passed by over HTTP in the short run; the campaign sends all."""
KEPT = (NameField, LineField, TextField)


@pytest.mark.parametrize("letter", "TNDI")
@pytest.mark.parametrize("form_class", FORMS, ids=lambda form: form.__name__)
def test_every_field_refuses_a_text_or_keeps_it_exactly(form_class, letter):
    user = User(username="somebody")
    names = texts_of(form_class)
    for text in [*inputs(letter)[::4], "\ud800", "x\ufeff"]:
        sent = QueryDict(mutable=True)
        sent.update(dict.fromkeys(names, text))
        form = form_class(sent, user=user, path="/form/")
        form.is_valid()
        for own in set(form.own) & set(names):
            drawn = Inputs(f"<form data-form>{form[own]}</form>").values[own]
            assert drawn == showable(text), (own, ascii(text[:60]))
            if own in form.errors:
                assert all(words.endswith((".", "?")) for words in form.errors[own]), (own, form.errors[own])
            else:
                assert_kept(form.fields[own], own, text, form.cleaned_data[own])


def assert_kept(one: forms.Field, name: str, text: str, value) -> None:
    if isinstance(one, ClockField):
        assert one.clean(one.prepare_value(value)) == value
    elif name != "npi":
        assert_as_documented(one, text, value)


@pytest.fixture
def send(one, nadia, adam, signed_in, harbour):
    """Types a text into a field of the form, of a record of its own."""
    browser = signed_in(adam if one.model is Provider else nadia, htmx=True)

    def typed_into(name: str, text: str) -> None:
        patient = PatientFactory(at=harbour)
        record = one.record(patient)
        form = opened(browser, one.url(patient, record)).fill(**{**one.typed, name: text})
        before = written()
        answer = sent_quickly(form)
        if answer.status_code == 422:
            assert written() == before
            back = Filled.from_answer(browser, form.url, answer).values
            for field, typed in form.values.items():
                is_typed = not field.startswith(("csrf", "form_"))
                if is_typed and not isinstance(one.form.base_fields[field], forms.ChoiceField):
                    assert back[field] == typed, field
            return
        assert answer.status_code in (200, 204), answer.status_code
        assert written()[1] == before[1] + 1
        if isinstance(field := one.form.base_fields[name], KEPT) and not isinstance(field, ClockField):
            assert_stored(patient, name, text)

    def assert_stored(patient, name: str, text: str) -> None:
        rows = one.model._default_manager.order_by("-id")
        row = Patient.objects.get(pk=patient.pk) if one.model is Patient else rows.first()
        if name not in ("npi", "other_patient", "postal_code", "phone"):
            assert getattr(row, name) == unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).strip())

    return typed_into


def written() -> tuple[int, int]:
    changes = AuditEvent.objects.filter(action__in=("create", "change", "end", "withdraw"))
    return changes.count(), SavedForm.objects.count()


@EACH
def test_a_text_is_refused_with_all_that_was_typed_or_kept(one, send):
    for letter, name in one.takes.items():
        for text in inputs(letter)[::EVERY]:
            send(name, on_the_wire(text))


@EACH
@pytest.mark.campaign
def test_every_text_in_every_field_is_refused_with_all_that_was_typed_or_kept(one, send):
    for name in texts_of(one.form):
        for letter in "TNDI":
            for text in inputs(letter):
                send(name, on_the_wire(text))
