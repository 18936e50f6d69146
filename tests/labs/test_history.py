"""All results of a chart: as they were reported, and the abnormal ones alone."""

from decimal import Decimal

import pytest

from features.labs.models import LabTest
from tests import chart_rows
from tests.factories import PatientFactory
from tests.problems.test_history import html_of, read


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def test_a_result_shows_its_comparator_unit_flag_and_range(patient, dan, signed_in):
    chart_rows.result(
        patient, display="Troponin [Mass/volume] in Serum", comparator="<", number=Decimal("0.010"), unit="ng/mL",
        flag="H", range_low=Decimal("0.00"), range_high=Decimal("0.04"),
    ).save()  # fmt: skip
    [row] = read(signed_in(dan, htmx=True), "labs:results", patient)
    assert row.startswith("Troponin in Serum <0 .01 ng/mL high 0.00–0.04")


def test_the_catalogue_says_how_many_decimals_are_shown(patient, dan, signed_in):
    LabTest.objects.create(code="2823-3", code_system="http://loinc.org", display="Potassium", places=1)
    chart_rows.result(
        patient, code="2823-3", code_system="http://loinc.org", number=Decimal("6.449"), display="Potassium"
    ).save()
    assert "Potassium 6 .4 mmol/L" in read(signed_in(dan, htmx=True), "labs:results", patient)[0]


def test_only_abnormal_ones_are_shown_where_that_is_asked(patient, dan, signed_in):
    for flag in ("", "N", "H", "LL", "A", ">"):
        chart_rows.result(patient, display=f"Test{flag or 'none'}", flag=flag).save()
    client = signed_in(dan, htmx=True)
    rows = read(client, "labs:results", patient, abnormal="yes")
    assert {row.split()[0] for row in rows} == {"TestH", "TestLL", "TestA", "Test>"}
    assert len(read(client, "labs:results", patient, abnormal="no")) == 6


@pytest.mark.parametrize(
    ("status", "words"),
    [("corrected", "corrected"), ("preliminary", "preliminary"), ("entered-in-error", "entered in error")],
)
def test_what_became_of_a_result_is_said(status, words, patient, dan, signed_in):
    chart_rows.result(patient, status=status).save()
    client = signed_in(dan, htmx=True)
    assert words in read(client, "labs:results", patient)[0]
    assert ("<s>" in html_of(client, "labs:results", patient)) == (status == "entered-in-error")


def test_a_cancelled_result_has_no_value_and_says_why(patient, dan, signed_in):
    row = chart_rows.result(patient, status="cancelled", unit="")
    row.number = None
    row.save()
    [words] = read(signed_in(dan, htmx=True), "labs:results", patient)
    assert "Test 000 – cancelled" in words
