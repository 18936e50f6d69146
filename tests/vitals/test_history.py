"""All other measurements of a chart, with their parts as text."""

from decimal import Decimal

import pytest

from tests import chart_rows
from tests.factories import PatientFactory
from tests.problems.test_history import read


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def test_a_value_is_shown_with_its_unit_and_zero_is_a_value(patient, dan, signed_in):
    chart_rows.measurement(patient, 0, display="Score", number=Decimal(0), unit="{score}").save()
    chart_rows.measurement(patient, 2, display="Waist", number=Decimal("81.500"), unit="cm").save()
    waist, score = read(signed_in(dan, htmx=True), "vitals:measurement_history", patient)
    assert waist.startswith("Waist 81.5 cm")
    assert score.startswith("Score 0 survey")


def test_the_parts_of_a_measurement_are_read_as_text(patient, dan, signed_in):
    parts = [
        {"code": "a", "display": "Home", "text": "rents <b>"},
        {"code": "b", "display": "Income", "number": "0", "unit": "a"},
    ]
    row = chart_rows.measurement(patient, display="PRAPARE", parts=parts)
    row.number = None
    row.save()
    [words] = read(signed_in(dan, htmx=True), "vitals:measurement_history", patient)
    assert "PRAPARE Home rents <b>; Income 0 y survey" in words


def test_a_category_narrows(patient, dan, signed_in):
    chart_rows.measurement(patient, category="survey", display="One").save()
    chart_rows.measurement(patient, category="exam", display="Two").save()
    client = signed_in(dan, htmx=True)
    [row] = read(client, "vitals:measurement_history", patient, category="exam")
    assert row.startswith("Two")


def test_a_corrected_value_is_read_anew(patient, dan, signed_in):
    """4.1 and 4.10 are equal numbers: what was drawn for one must not stand for the other's record."""
    row = chart_rows.measurement(patient, display="Score", number=Decimal("4.1"))
    row.save()
    client = signed_in(dan, htmx=True)
    read(client, "vitals:measurement_history", patient)
    row.status = "corrected"
    row.save()
    assert "corrected" in read(client, "vitals:measurement_history", patient)[0]
