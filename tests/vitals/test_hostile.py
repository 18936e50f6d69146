"""Hostile numbers and times in every field of a set: refused at the field in words, or kept as a possible value."""

from decimal import Decimal

import pytest
from django.http import QueryDict

from features.foundation.records.clock import now
from features.vitals.facts import Age, Before
from features.vitals.forms import RecordVitalsForm
from features.vitals.forms.signs import UNITS
from features.vitals.rules import SIGNS
from tests.ui.fields.bad import group

pytestmark = pytest.mark.django_db
A_CHILD = Before(Age(months=30), sets=[])
"""Who is asked for every sign there is."""
WHOLE = ("systolic", "diastolic", "pulse", "respiratory_rate", "spo2", "pain")


@pytest.fixture
def filled(nadia):
    def form(**typed: str) -> RecordVitalsForm:
        sent = QueryDict(mutable=True)
        sent.update({f"{name}_unit": units[0] for name, units in UNITS.items()})
        sent.update(
            {"taken_at": "2026-03-14 09:30", "oxygen": "device", "oxygen_device": "CPAP", "fio2": "40"}
        )
        sent.update(typed)
        found = RecordVitalsForm(sent, user=nadia, path="/record/", before_at=lambda _at: A_CHILD)
        found.is_valid()
        return found

    return form


@pytest.mark.parametrize("typed", group("Q"))
def test_a_hostile_number_is_refused_or_possible_in_every_field(typed, filled):
    for name, sign in SIGNS.items():
        form = filled(**{name: typed})
        if name in form.errors:
            assert form.errors[name][0]
            assert form[name].value() in (typed, [typed, UNITS.get(name, ("",))[0]])
            continue
        value = form.signs.get(name)
        assert value is None or (value.is_finite() and sign.hard[0] <= value <= sign.hard[1])
        assert value is not None or not typed.strip()


@pytest.mark.parametrize("typed", group("D"))
def test_a_hostile_time_is_refused_or_past(typed, filled):
    form = filled(taken_at=typed)
    assert "taken_at" in form.errors or form.cleaned_data["taken_at"] <= now()


@pytest.mark.parametrize("name", SIGNS)
def test_just_beyond_what_is_possible_is_refused_and_the_last_possible_value_is_not(name, filled):
    low, high = SIGNS[name].hard
    step = (
        Decimal(1)
        if name in ("systolic", "diastolic", "pulse", "respiratory_rate", "spo2", "pain")
        else Decimal("0.1")
    )
    assert name not in filled(**{name: f"{high:f}"}).errors
    assert name in filled(**{name: f"{high + step:f}"}).errors
    assert name in filled(**{name: f"{low - step:f}"}).errors
