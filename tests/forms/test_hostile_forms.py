"""Hostile texts in every field of every form: refused with all that was typed, or kept exactly; never a fault."""

import time
import unicodedata
from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from features.administration.forms import PayerForm
from features.foundation.access.models import User
from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import BaseRecord, SavedForm
from features.foundation.ui.fields.codes import CodeField
from features.foundation.ui.fields.partial_dates import PartialDateField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.signs import LINE_ENDS, showable
from features.patients.forms import ChangeContactsForm
from features.patients.forms.coverage import CoverageForm
from features.problems.forms import AllergyForm, RefuteAllergyForm
from tests.chart_rows import allergy
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.sent import Filled, Inputs, opened
from tests.ui.fields.bad import FOUND, REASON, inputs

pytestmark = pytest.mark.skipif(FOUND is None, reason=REASON)

FORMS = {
    "contacts": ChangeContactsForm,
    "allergy": AllergyForm,
    "refute": RefuteAllergyForm,
    "coverage": CoverageForm,
    "payer": PayerForm,
}
GROUPS = "TNDI"
FIRST = {
    "contacts": {"T": "email", "N": "email", "D": "phone_home", "I": "phone_mobile"},
    "allergy": {"T": "note", "N": "substance", "D": "onset", "I": "reaction"},
    "refute": dict.fromkeys(GROUPS, "never_was"),
    "coverage": {"T": "plan", "N": "subscriber_name", "D": "starts_on", "I": "member_id"},
    "payer": {"T": "name", "N": "name", "D": "identifier", "I": "identifier"},
}
"""The field of each form that takes a group over HTTP in the short run."""
LONGEST_SECONDS = 2


def texts_of(form: type[forms.Form]) -> list[str]:
    """The names of the inputs of a form that take any text, the hidden code of a combobox among them."""
    names = [name for name, one in form.base_fields.items() if not isinstance(one, forms.ChoiceField)]
    coded = [f"{name}_code" for name in names if isinstance(form.base_fields[name], CodeField)]
    return [name for name in names if not name.startswith("form_")] + coded


def on_the_wire(text: str) -> str:
    """As any browser sends it: half a sign does not pass."""
    return text.encode("utf-8", "replace").decode()


# What a form makes of it ------------------------------------------------------------------------------


def filled(form: type[forms.Form], text: str) -> Any:
    sent = QueryDict(mutable=True)
    sent.update(dict.fromkeys(texts_of(form), text))
    return form(sent, user=User(username="somebody"), path="/form/")


def assert_as_documented(one: forms.Field, text: str, value: Any) -> None:
    """Exactly what was typed, but for what the field says that it does to it."""
    if isinstance(one, PhoneField | PartialDateField):
        assert one.clean(one.prepare_value(value)) == value, "what is shown, typed again, means another"
    elif isinstance(one, forms.EmailField):
        assert value == text.strip()
    elif value is None or isinstance(one, CodeField):
        kept = unicodedata.normalize("NFC", text.strip())
        assert (str(value) if value else "") == kept or (value.code and one.entries.exact(kept, ""))
    else:
        assert value == unicodedata.normalize("NFC", LINE_ENDS.sub("\n", text).strip())


@pytest.mark.parametrize("letter", GROUPS)
@pytest.mark.parametrize("name", FORMS)
def test_every_field_refuses_a_text_or_keeps_it_exactly(name, letter):
    for text in [*inputs(letter), "\ud800", "x\ufeff"]:
        form = filled(FORMS[name], text)
        began = time.monotonic()
        form.is_valid()
        assert time.monotonic() - began < LONGEST_SECONDS, ascii(text[:60])
        for own in set(form.own) & set(texts_of(FORMS[name])):
            drawn = Inputs(f"<form data-form>{form[own]}</form>").values[own]
            assert drawn == showable(text), (own, ascii(text[:60]))
            if own in form.errors:
                assert all(words.endswith((".", "?")) for words in form.errors[own]), own
            else:
                assert_as_documented(form.fields[own], text, form.cleaned_data[own])


# What the server answers to it ------------------------------------------------------------------------


@dataclass
class Case:
    """A form of a record at its address, and what besides is filled in."""

    form: str
    browser: Client
    record: BaseRecord
    url: str
    besides: dict[str, str] = field(default_factory=dict)

    def state(self) -> dict:
        """Everything that stands of the record."""
        kind = type(self.record)._default_manager
        told = kind.filter(pk=self.record.pk).values().get()
        if self.form in ("allergy", "refute"):
            told["reactions"] = list(self.record.reactions.order_by("id").values())
        return told

    def begin_anew(self) -> None:
        """What was refuted is no form's any more."""
        if self.form == "refute":
            rows = type(self.record)._default_manager.filter(pk=self.record.pk)
            rows.update(verification="confirmed", status="active", never_was="")

    def send(self, name: str, text: str) -> None:
        """Types `text` into a field; the record is unchanged and the text there again, or it is kept once."""
        self.begin_anew()
        before, rows, keys = self.state(), written(), SavedForm.objects.count()
        form = opened(self.browser, self.url).fill(**self.besides, **{name: text})
        answer = sent_quickly(form)
        if 'name="form_confirmed"' in answer.text:
            form = self.confirmed(form, answer, before)
            answer = sent_quickly(form)
        if answer.status_code == 422:
            assert f'-{name.removesuffix("_code")}_error"' in answer.text, "nothing is said at the field"
            self.is_back_unchanged(form, answer, before)
            assert (written(), SavedForm.objects.count()) == (rows, keys)
            return
        assert answer.status_code == 200, answer.status_code
        after = self.state()
        is_changed = after["version"] != before["version"]
        assert written() - rows == is_changed
        assert after["version"] - before["version"] == is_changed
        assert is_changed or after == before
        assert SavedForm.objects.count() == keys + 1
        self.is_kept(name, text)

    def confirmed(self, form: Filled, answer, before: dict) -> Filled:
        """The form with its question answered."""
        self.is_back_unchanged(form, answer, before)
        told = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
        return form.fill(form_confirmed=unescape(told))

    def is_back_unchanged(self, form: Filled, answer, before: dict) -> None:
        assert answer.status_code == 422
        assert self.state() == before
        back = Filled.from_answer(self.browser, self.url, answer).values
        for name, typed in form.values.items():
            if name not in ("csrfmiddlewaretoken", "form_key", "form_confirmed"):
                assert back[name] == typed, name

    def is_kept(self, name: str, text: str) -> None:
        one = FORMS[self.form].base_fields[name.removesuffix("_code")]
        if self.form == "refute":
            assert_as_documented(one, text, self.state()["never_was"])
        elif not name.endswith("_code"):
            shown = opened(self.browser, self.url).values[name]
            assert_as_documented(one, text, one.clean(shown))


def written() -> int:
    return AuditEvent.objects.filter(action__in=("create", "change", "refute")).count()


def sent_quickly(form: Filled):
    began = time.monotonic()
    answer = form.send()
    assert time.monotonic() - began < LONGEST_SECONDS
    assert answer.status_code < 500
    assert "<img src=x" not in answer.text
    assert "<script>window.__xss" not in answer.text
    return answer


@pytest.fixture
def case(request, nadia, signed_in, harbour) -> Case:
    browser, patient = signed_in(nadia, htmx=True), PatientFactory(at=harbour)
    if request.param == "contacts":
        url = reverse("patients:change_contacts", args=[patient.public_id])
        return Case("contacts", browser, patient, url)
    if request.param == "payer":
        row = PayerFactory(name="Zeta Mutual")
        adam = signed_in(request.getfixturevalue("adam"), htmx=True)
        return Case("payer", adam, row, reverse("administration:change_payer", args=[row.public_id]))
    if request.param == "coverage":
        row = CoverageFactory(patient=patient, payer=PayerFactory(), starts_on=None)
        url = reverse("patients:change_coverage", args=[patient.public_id, row.public_id])
        return Case("coverage", browser, row, url)
    row = allergy(patient, display="Penicillin")
    row.save()
    address = {"allergy": "problems:correct_allergy", "refute": "problems:refute_allergy"}[request.param]
    besides = {"verification": "refuted"} if request.param == "refute" else {}
    url = reverse(address, args=[patient.public_id, row.public_id])
    return Case(request.param, browser, row, url, besides)


@pytest.mark.django_db
@pytest.mark.parametrize("case", FORMS, indirect=True)
def test_a_text_is_refused_with_all_that_was_typed_or_kept_with_one_row_in_the_trail(case):
    """Every eighth of the collection, each group into one field; the campaign sends all of it into all of them."""
    for letter in GROUPS:
        for text in inputs(letter)[::8]:
            case.send(FIRST[case.form][letter], on_the_wire(text))


@pytest.mark.django_db
@pytest.mark.campaign
@pytest.mark.parametrize("letter", GROUPS)
@pytest.mark.parametrize("case", FORMS, indirect=True)
def test_every_text_in_every_field_is_refused_with_all_that_was_typed_or_kept(case, letter):
    for name in texts_of(FORMS[case.form]):
        for text in inputs(letter):
            case.send(name, on_the_wire(text))
