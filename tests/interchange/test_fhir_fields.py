"""FHIR's data types become small values: cleaned, typed, and with as much precision as was sent."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from features.foundation.clinical.ages import Precision
from features.interchange.fhir import fields
from features.interchange.fhir.refusals import NotImported, WrongShape


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Platelets [#/\u200bvolume]", "Platelets [#/volume]"),
        ("\ufeffHepatitis\u202e B\u2060", "Hepatitis B"),
        ("two\r\n lines\t", "two lines"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("Jose\u0301", "José"),
        ("李 Нина O'Brien", "李 Нина O'Brien"),
    ],
)
def test_what_nobody_sees_goes_from_displays(sent, shown):
    assert fields.clean(sent) == shown


def test_a_concept_keeps_all_codes_and_shows_its_text():
    sent = {
        "code": {
            "coding": [
                {"system": "a", "display": "only words"},
                {"system": "b", "code": "7", "display": "x"},
            ],
            "text": "Words\u200b",
        }
    }
    concept = fields.concept(sent, "code")

    assert concept.words == "Words"
    assert concept.coded_in("b") == fields.Coding("b", "7", "x")
    assert concept.coded_in("a") is None
    assert fields.concept({}, "code") == fields.Concept()
    assert fields.concept({}, "code").words == ""


@pytest.mark.parametrize(
    ("sent", "value", "precision"),
    [
        ("1961", date(1961, 1, 1), Precision.YEAR),
        ("1961-03", date(1961, 3, 1), Precision.MONTH),
        ("1961-03-09", date(1961, 3, 9), Precision.DAY),
        ("2024-12-31T23:30:00-08:00", date(2024, 12, 31), Precision.DAY),
    ],
)
def test_a_date_says_how_much_of_it_is_known(sent, value, precision):
    assert fields.partial_date({"onset": sent}, "onset") == fields.PartialDate(value, precision)


@pytest.mark.parametrize(
    "sent", ["", "2024-02-30", "2024-13", "0000", "24-1-2", "2024-W01-1", "tomorrow", "١٩٦١"]
)
def test_what_is_no_date_makes_no_record(sent):
    with pytest.raises(NotImported, match="onset is"):
        fields.partial_date({"onset": sent}, "onset")


def test_a_moment_keeps_its_zone():
    moment = fields.instant({"at": "2020-05-04T09:30:00.250+02:00"}, "at")

    assert moment == datetime(2020, 5, 4, 7, 30, 0, 250_000, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(hours=2)
    assert fields.instant({}, "at") is None


@pytest.mark.parametrize(
    "sent", ["2020-05-04", "2020-05-04T09:30:00", "2020-05-04T25:00:00Z", "2020-02-30T09:30:00Z", "noon"]
)
def test_a_moment_without_day_time_or_zone_makes_no_record(sent):
    with pytest.raises(NotImported, match="at is no"):
        fields.instant({"at": sent}, "at")


def test_a_period_does_not_end_before_it_starts():
    early, late = "2020-05-04T09:30:00Z", "2020-05-04T10:30:00Z"

    assert fields.period({"period": {"start": early}}, "period").end is None
    with pytest.raises(NotImported, match="period ends before it starts"):
        fields.period({"period": {"start": late, "end": early}}, "period")


def test_a_quantity_keeps_its_digits_its_bound_and_a_zero():
    sent = {"value": Decimal("0.00"), "comparator": "<", "unit": "milligram", "code": "mg"}

    assert str(fields.quantity({"q": sent}, "q").value) == "0.00"
    assert fields.quantity({"q": sent}, "q") == fields.Quantity(Decimal("0.00"), "mg", "milligram", "<")
    assert fields.quantity({"q": {"value": 0}}, "q").value == 0
    assert fields.quantity({"q": {"unit": "mg"}}, "q") is None
    assert fields.quantity({}, "q") is None


@pytest.mark.parametrize(
    ("read", "sent", "why"),
    [
        (lambda r: fields.text(r, "x"), {"x": 17}, "x is not text"),
        (lambda r: fields.concept(r, "x"), {"x": "7"}, "x is not an object"),
        (lambda r: fields.concept(r, "x"), {"x": {"coding": {}}}, "coding is not a list"),
        (lambda r: fields.concept(r, "x"), {"x": {"coding": ["7"]}}, "coding is not a list of objects"),
        (fields.names, {"name": [{"given": [None]}]}, "given is not a list of texts"),
        (fields.names, {"name": [{"family": "<b>A</b>"}]}, "name is not a name: it holds markup"),
        (lambda r: fields.quantity(r, "x"), {"x": {"value": "7"}}, "value is not a number"),
        (lambda r: fields.quantity(r, "x"), {"x": {"value": True}}, "value is not a number"),
        (lambda r: fields.reference(r, "x"), {"x": {"reference": 7}}, "reference is not text"),
    ],
)
def test_an_element_of_another_type_is_named(read, sent, why):
    with pytest.raises(WrongShape) as wrong:
        read(sent)

    assert str(wrong.value) == why


def test_people_have_names_numbers_and_addresses():
    person = {
        "name": [{"use": "official", "family": "Carreño", "given": ["María", "José"], "prefix": ["Mrs."]}],
        "telecom": [{"system": "phone", "use": "home", "value": "555-0117"}],
        "address": [{"line": ["17 Mole Street", "Flat 2"], "city": "Quayside", "postalCode": "02302"}],
        "identifier": [{"system": "s", "value": "1", "type": {"coding": [{"code": "SS"}]}}, {"system": "s"}],
    }

    assert fields.names(person) == [fields.PersonName("official", "Carreño", ("María", "José"), "Mrs.", "")]
    assert fields.telecoms(person) == [fields.Telecom("phone", "home", "555-0117")]
    assert fields.addresses(person)[0].lines == ("17 Mole Street", "Flat 2")
    assert fields.identifiers(person) == [fields.Identifier("s", "1", "SS")]
