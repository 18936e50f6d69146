"""How an imported result is flagged: by the sender, else by the sender's range, else by our own, else not at all."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.interchange.models import SourceResource
from features.labs.models import LabRange, LabResult, LabTest
from features.patients.models import Patient
from features.problems.models import Pregnancy
from tests.interchange.bundles import DIRECTORY, NORMAL, changed, ending

pytestmark = pytest.mark.django_db

HEMOGLOBIN = 34
"""The result of 13.7 g/dL of a woman, in May 2020."""
LOINC = "http://loinc.org"


@pytest.fixture
def imported(harbour, tmp_path):
    """Imports the normal bundle after `change` has had the haemoglobin, and the patient; gives the result."""

    def run(change=lambda result, patient: None) -> LabResult:
        def of(resources):
            by_ending = {int(each["id"][-2:]): each for each in resources}
            patient = next(each for each in resources if each["resourceType"] == "Patient")
            change(by_ending[HEMOGLOBIN], patient)

        path = changed(NORMAL, tmp_path / "changed.json", of)
        call_command("import_fhir", str(DIRECTORY), str(path), stdout=StringIO())
        return LabResult.objects.get(code="718-7")

    return run


def quantity(value: str, code: str = "g/dL") -> dict:
    return {"value": Decimal(value), "system": "http://unitsofmeasure.org", "code": code}


def reference(low: str = "", high: str = "", code: str = "g/dL", meaning: str = "") -> dict:
    limits = {name: quantity(value, code) for name, value in (("low", low), ("high", high)) if value}
    return {**limits, **({"type": {"coding": [{"code": meaning}]}} if meaning else {})}


def own_range(**values) -> LabRange:
    test, _ = LabTest.objects.get_or_create(
        code_system=LOINC, code="718-7", display="Hemoglobin", unit="g/dL"
    )
    return LabRange.objects.create(**{"test": test, "unit": "g/dL", **values})


def used(result: LabResult) -> tuple:
    """The flag, and the range that stands with the result: low, high, unit, critical ones."""
    limits = (result.range_low, result.range_high, result.critical_low, result.critical_high)
    low, high, *critical = ("-" if limit is None else f"{limit.normalize():f}" for limit in limits)
    return result.flag, f"{low} {high} {result.range_unit or '-'}", " ".join(critical)


SENT = [
    # value, interpretation, referenceRange -> flag, range
    ("13.7", "", [reference("12", "16")], "N", "12 16 g/dL"),
    ("11.9", "", [reference("12", "16")], "L", "12 16 g/dL"),
    ("16.1", "", [reference("12", "16")], "H", "12 16 g/dL"),
    ("13.7", "", [reference("120", "160", "g/L")], "N", "120 160 g/L"),
    ("13.7", "", [reference("12", "16", "mmol/L")], "", "12 16 mmol/L"),
    ("13.7", "", [reference("12", "16", "")], "", "12 16 -"),
    ("0", "", [reference(high="16")], "N", "- 16 g/dL"),
    ("17", "", [reference(high="16")], "H", "- 16 g/dL"),
    ("99", "", [reference(low="12")], "N", "12 - g/dL"),
    ("0", "", [reference(low="0")], "N", "0 - g/dL"),
    ("13.7", "", [reference("12", "16", meaning="normal")], "N", "12 16 g/dL"),
    ("13.7", "", [reference("12", "16", meaning="therapeutic")], "", "- - -"),
    ("13.7", "", [reference("1", "2", meaning="therapeutic"), reference("12", "16")], "N", "12 16 g/dL"),
    ("13.7", "", [reference("12", "16"), reference("14", "18")], "", "- - -"),
    ("13.7", "", [{"text": "12-16"}], "", "- - -"),
    ("13.7", "", [reference("16", "12")], "", "- - -"),
    ("13.7", "", [{"low": quantity("12"), "high": quantity("160", "g/L")}], "", "- - -"),
    ("13.7", "HH", [reference("12", "16")], "HH", "12 16 g/dL"),
    ("13.7", "A", [], "A", "- - -"),
    ("13.7", "HU", [], "", "- - -"),
    ("13.7", "HU", [reference("12", "16")], "", "12 16 g/dL"),
    ("17", "HU", [reference("12", "16")], "H", "12 16 g/dL"),
    ("13.7", "", [], "", "- - -"),
]


@pytest.mark.parametrize(("value", "interpretation", "ranges", "flag", "expected"), SENT)
def test_the_senders_word_and_range_count_and_are_kept(
    value, interpretation, ranges, flag, expected, imported
):
    def send(result, patient):
        result["valueQuantity"] = quantity(value)
        result["referenceRange"] = ranges
        result["interpretation"] = [{"coding": [{"code": interpretation}]}] if interpretation else []

    assert used(imported(send)) == (flag, expected, "- -")


def test_a_bound_is_judged_by_what_is_certain_of_it(imported):
    def send(result, patient):
        result["valueQuantity"] = {**quantity("12"), "comparator": "<"}
        result["referenceRange"] = [reference("12", "16")]

    assert used(imported(send)) == ("L", "12 16 g/dL", "- -")


def test_a_comparator_that_r4_does_not_have_makes_no_result(imported):
    def send(result, patient):
        result["valueQuantity"] = {**quantity("12"), "comparator": "ad"}

    with pytest.raises(LabResult.DoesNotExist):
        imported(send)
    reason = SourceResource.objects.get(source_id=ending(HEMOGLOBIN)).reason
    assert reason == "its comparator is none of R4's"


@pytest.mark.parametrize(
    ("value", "flag"), [("6.9", "LL"), ("7", "LL"), ("11.9", "L"), ("13.7", "N"), ("20", "HH")]
)
def test_without_a_senders_range_our_own_one_counts_and_is_kept(value, flag, imported):
    own_range(low=12, high=16, critical_low=7, critical_high=20)

    def send(result, patient):
        result["valueQuantity"] = quantity(value)

    assert used(imported(send)) == (flag, "12 16 g/dL", "7 20")


def test_the_senders_range_counts_before_our_own(imported):
    own_range(low=20, high=30)

    def send(result, patient):
        result["referenceRange"] = [reference("12", "16")]

    assert used(imported(send)) == ("N", "12 16 g/dL", "- -")


def test_a_senders_flag_uses_no_range_of_ours(imported):
    own_range(low=12, high=16)

    def send(result, patient):
        result["interpretation"] = [{"coding": [{"code": "H"}]}]

    assert used(imported(send)) == ("H", "- - -", "- -")


def test_against_our_critical_limits_alone_nothing_is_normal(imported):
    own_range(critical_low=7)

    assert used(imported()) == ("", "- - g/dL", "7 -")


def of_a_patient(**said):
    """A change that says of the patient what is given, such as `gender="male"`."""
    return lambda result, patient: patient.update(said)


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ({"gender": "female"}, "N"),
        ({"gender": "male"}, "L"),
        ({"gender": "unknown"}, ""),
        ({"birthDate": "2015-05-05"}, "H"),
        ({"birthDate": "2015-05-04"}, "N"),
        ({"birthDate": "2015"}, ""),
        ({"birthDate": "2014"}, "N"),
        ({"birthDate": "2015-05"}, ""),
        ({"birthDate": "2015-04"}, "N"),
    ],
)
def test_our_range_follows_age_and_sex(said, flag, imported):
    own_range(high=9, to_months=60)
    own_range(low=12, high=16, from_months=60, sex="female")
    own_range(low=14, high=18, from_months=60, sex="male")
    said = {"extension": [], "deceasedDateTime": None, "deceasedBoolean": None, **said}

    assert imported(of_a_patient(**said)).flag == flag


def test_two_sexes_on_record_meet_only_ranges_for_all(imported):
    own_range(low=14, high=18, sex="male")
    own_range(low=14, high=18, sex="female")
    birth_sex = {"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex", "valueCode": "M"}

    assert imported(of_a_patient(gender="female", extension=[birth_sex])).flag == ""


@pytest.mark.parametrize(
    ("last_period_on", "flag"), [(None, "L"), (date(2020, 3, 1), "N"), (date(2020, 5, 5), "L")]
)
def test_our_range_follows_a_recorded_pregnancy(last_period_on, flag, imported):
    imported()
    own_range(low=14, high=18)
    own_range(low=11, high=15, pregnant=True)
    if last_period_on:
        Pregnancy.objects.create(
            patient=Patient.objects.get(),
            status="pregnant",
            last_period_on=last_period_on,
            recorded_at=datetime(2020, 6, 1, tzinfo=UTC),
        )

    def send(result, patient):
        result["valueQuantity"] = quantity("13.70001")

    assert imported(send).flag == flag


def test_the_same_again_changes_nothing_and_a_range_that_is_gone_goes(imported):
    def send(result, patient):
        result["referenceRange"] = [reference("12", "16")]

    first = imported(send)
    again = imported(send)
    assert (again.version, again.updated_at, used(again)) == (first.version, first.updated_at, used(first))

    assert used(imported()) == ("", "- - -", "- -")
    assert LabResult.objects.filter(code="718-7").count() == 1


def test_our_ranges_are_asked_once_a_bundle(imported):
    own_range(low=12, high=16)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        imported()
    asked = [query["sql"] for query in queries if 'FROM "labs_labrange"' in query["sql"]]

    assert LabResult.objects.filter(number__isnull=False).count() > 1
    assert len(asked) == 1
