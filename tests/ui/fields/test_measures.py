"""Measured quantities: what is a number, what is asked back, limits in two units, and what is unusual."""

import json
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.ui.fields.measures import MeasuredField
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.reading_numbers import in_western_digits
from tests.ui.fields.bad import answer, group


def temperature(**kwargs) -> MeasuredField:
    return MeasuredField(
        units=("Cel", "[degF]"), places=1, low=10, high=48, soft_low=33, soft_high="41.5", **kwargs
    )


def weight(**kwargs) -> MeasuredField:
    return MeasuredField(units=("kg", "[lb_av]"), places=3, low="0.2", high=650, soft_high=250, **kwargs)


class Vitals(forms.Form):
    temperature = temperature()
    pulse = MeasuredField(units="/min", low=0, high=350, required=False)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("72", "72"),
        (" 72.5 ", "72.5"),
        ("72,5", "72.5"),
        ("1.0", "1.0"),
        ("0", "0"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("-1", "-1"),
        ("\u22121.5", "-1.5"),
        ("1.234", "1.234"),
        ("1,234", "<ambiguous>"),
        ("1,234.5", "<thousands>"),
        ("1.234,5", "<thousands>"),
        ("1 000", "<thousands>"),
        ("1'000", "<thousands>"),
        ("1\u00a0000", "<thousands>"),
        (".1", "<leading_point>"),
        ("-,5", "<leading_point>"),
        ("5.", "<number>"),
        ("007", "<leading_zero>"),
        ("0.0000001", "<decimals>"),
        ("1.123456789012", "<decimals>"),
        ("1e3", "<number>"),
        ("1E+3", "<number>"),
        ("1e308", "<number>"),
        ("0x1F", "<number>"),
        ("NaN", "<number>"),
        ("Infinity", "<number>"),
        ("-inf", "<number>"),
        ("1.5.5", "<number>"),
        ("++", "<number>"),
        ("1_000", "<number>"),
        ("1/2", "<number>"),
        ("+1", "<comparator>"),
        (">200", "<comparator>"),
        ("<0.01", "<comparator>"),
        ("≤ 5", "<comparator>"),
        ("١٢٣", "123"),
        ("٣٧٫٥", "37.5"),
        ("۳۷,۵", "37.5"),
        ("１２", "12"),
        ("१२", "12"),
        ("1٢", "<digits>"),
        ("٢۲", "<digits>"),
        ("²", "<number>"),
        ("70 kg", "<unit>"),
        ("70kg", "<unit>"),
        ("37 °C", "<unit>"),
        ("95%", "<unit>"),
        ("1" * 13, "<number>"),
        ("1" * 1000, "<number>"),
        ("7\x002", "<control>"),
        ("", "<required>"),
    ],
)
def test_a_number_is_plainly_written(typed, number):
    kept = answer(MeasuredField(units="{score}", places=3), typed)
    assert (kept if isinstance(kept, str) else str(kept.value)) == number


def test_without_decimals_a_number_is_whole():
    assert answer(MeasuredField(units="/min"), "72.0") == "<decimals>"
    assert answer(MeasuredField(units="/min"), "72") == Measured(Decimal(72), "/min")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("36.6", "Cel"), Measured(Decimal("36.6"), "Cel")),
        (("98.6", "[degF]"), Measured(Decimal("98.6"), "[degF]")),
        (("98.6", "Cel"), "<limits>"),
        (("986", "[degF]"), "<limits>"),
        (("48", "Cel"), Measured(Decimal(48), "Cel")),
        (("48.1", "Cel"), "<limits>"),
        (("118.4", "[degF]"), Measured(Decimal("118.4"), "[degF]")),
        (("118.5", "[degF]"), "<limits>"),
        (("36.6", "K"), "<unit_missing>"),
        (("36.6", ""), "<unit_missing>"),
        (("36.6", "' OR 1=1"), "<unit_missing>"),
        (("", "Cel"), "<required>"),
    ],
)
def test_a_temperature_in_two_units(typed, kept):
    assert answer(temperature(), typed) == kept


def test_a_message_holds_the_limits_and_the_unit_that_would_fit():
    with pytest.raises(Exception, match=r"98.6 °C cannot be: possible is 10 to 48 °C. Is it 98.6 °F\?"):
        temperature().clean(("98.6", "Cel"))
    with pytest.raises(Exception, match=r"-1 /min cannot be: possible is 0 to 350 /min."):
        MeasuredField(units="/min", low=0, high=350).clean("-1")
    with pytest.raises(Exception, match=r"-1 kg cannot be: possible is at least 0 kg."):
        MeasuredField(units="kg", low=0).clean("-1")
    with pytest.raises(Exception, match=r"11 cannot be: possible is at most 10."):
        MeasuredField(units="{score}", high=10).clean("11")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Measured(Decimal("41.5"), "Cel"), None),
        (Measured(Decimal("41.6"), "Cel"), "41.6 °C is unusual: it is mostly 33 to 41.5 °C."),
        (Measured(Decimal("106.8"), "[degF]"), "106.8 °F (41.6 °C) is unusual: it is mostly 33 to 41.5 °C."),
        (None, None),
    ],
)
def test_what_is_unusual_is_asked_about(value, message):
    warning = temperature().warn(value)
    assert (warning and warning.message) == message
    assert not warning or warning.code == "unusual-value"


def test_zero_is_a_value():
    zero = Measured(Decimal(0), "/min")
    field = MeasuredField(units="/min", low=0, high=350, soft_low=30)
    assert answer(field, "0") == zero
    assert field.warn(zero)
    assert 'value="0"' in str(Vitals(initial={"pulse": zero})["pulse"])


def test_a_quantity_converts_exactly():
    assert Measured(Decimal(150), "[lb_av]").in_unit("kg") == Decimal("68.0388555")


def test_a_refused_form_keeps_number_and_unit():
    form = Vitals({"temperature": "9,86", "temperature_unit": "[degF]", "pulse": "fast"})

    assert not form.is_valid()
    assert 'value="9,86"' in str(form["temperature"])
    assert '<option value="[degF]" selected>°F</option>' in str(form["temperature"])
    assert 'value="fast"' in str(form["pulse"])
    assert 'inputmode="numeric"' in str(form["pulse"])
    assert form.fields["pulse"].unit == "/min"


def test_a_form_may_keep_what_it_showed_as_json():
    for field, said, words in (
        (temperature(), Measured(Decimal("101.3"), "[degF]"), "101.3 °F"),
        (MeasuredField(units="/min"), Measured(Decimal(0), "/min"), "0 /min"),
        (MeasuredField(units="{score}"), Measured(Decimal(15), "{score}"), "15"),
    ):
        shown = json.loads(json.dumps(field.prepare_value(said)))
        assert answer(field, shown) == said
        assert field.in_words(shown) == words
        assert not field.has_changed(shown, shown)
        assert not field.has_changed(None, ["", field.units[0]] if len(field.units) > 1 else "")


def test_a_record_is_shown_and_comes_back_unchanged():
    fever = Measured(Decimal("100.4"), "[degF]")
    assert 'value="100.4"' in str(Vitals(initial={"temperature": fever})["temperature"])
    again = Vitals({"temperature": "100.4", "temperature_unit": "[degF]"}, initial={"temperature": fever})
    assert again.is_valid()
    assert not again.has_changed()
    assert Vitals(
        {"temperature": "100.4", "temperature_unit": "Cel"}, initial={"temperature": fever}
    ).has_changed()


@pytest.mark.parametrize("typed", group("Q"))
def test_every_hostile_quantity_is_refused_in_words_or_kept_as_written(typed):
    for field in (
        temperature(required=False),
        weight(required=False),
        MeasuredField(units="%", low=0, high=100),
    ):
        kept = answer(field, (typed, field.units[-1]) if len(field.units) > 1 else typed)
        assert kept is None or isinstance(kept, str) or str(kept.value) == in_western_digits(typed.strip())


@pytest.mark.parametrize(
    ("field", "typed", "refused"),
    [
        (MeasuredField(units="%", low=0, high=100), "101", True),
        (MeasuredField(units="%", low=0, high=100), "-5", True),
        (MeasuredField(units="{score}", low=3, high=15), "2", True),
        (MeasuredField(units="{score}", low=3, high=15), "16", True),
        (MeasuredField(units="cm", places=1, low=20, high=280), "0", True),
        (MeasuredField(units="/min", low=0, high=350), "0", False),
        (MeasuredField(units="mm[Hg]", low=20, high=350), "120", False),
    ],
)
def test_what_nature_allows(field, typed, refused):
    assert isinstance(answer(field, typed), str) == refused


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[-+<>]?[0-9]{0,7}[., ]?[0-9]{0,7}[eE]?[0-9]{0,3}", fullmatch=True),
    )
)
def test_whatever_is_typed_is_refused_in_words_or_kept_as_written(typed):
    field = MeasuredField(units=("kg", "[lb_av]"), places=3)
    kept = answer(field, (typed, "[lb_av]"))
    if isinstance(kept, Measured):
        assert str(kept.value) == typed.strip().replace(",", ".").replace("\u2212", "-")
        assert answer(field, (str(kept.value), kept.unit)) == kept
        field.warn(kept)
