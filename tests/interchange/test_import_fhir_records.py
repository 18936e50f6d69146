"""The records that `import_fhir` makes: values with their digits, linked as they were sent; rules are kept."""

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from features.interchange.fhir.reading import files_in, read_json
from features.interchange.models import SourceResource
from features.labs.models import LabReport, LabResult
from features.medications.models import MedicationOrder
from features.patients.models import Coverage, Patient, Provider, ProviderIdentifier
from features.problems.models import Allergy, Immunization, Problem
from features.visits.models import Visit
from features.vitals.models import Measurement, VitalSigns
from tests.interchange.bundles import DIRECTORY, NORMAL, SYNTHEA, changed, ending

pytestmark = pytest.mark.django_db
MORNING = datetime(2020, 5, 4, 7, 30, tzinfo=UTC)
RECORDS = (
    Visit, VitalSigns, Measurement, LabReport, LabResult, Problem, Allergy, MedicationOrder, Immunization, Coverage,
)  # fmt: skip


@pytest.fixture
def imported(harbour):
    """Imports the directory and then the normal bundle, or another."""

    def run(*paths):
        call_command("import_fhir", str(DIRECTORY), *map(str, paths or [NORMAL]), stdout=StringIO())

    return run


@pytest.fixture
def imported_after(imported, tmp_path):
    """Imports the normal bundle after `change` has had its resources, by the last two digits of their ids."""

    def run(change):
        path = tmp_path / "changed.json"
        imported(changed(NORMAL, path, lambda all_: change({int(each["id"][-2:]): each for each in all_})))

    return run


def kept(number: int) -> tuple[str, str]:
    source = SourceResource.objects.get(source_id=ending(number), patient__isnull=False)
    return source.outcome, source.reason


def test_a_person_comes_with_names_numbers_and_address(imported):
    imported()
    patient = Patient.objects.get()

    assert (patient.language, patient.marital_status, patient.sex) == ("es", "M", "female")
    assert patient.names.values_list("use", "family_name").get() == ("maiden", "Quiñones")
    assert set(patient.identifiers.values_list("kind", "value")) == {("", "R-17"), ("SS", "999-00-0017")}
    assert patient.addresses.values_list("lines", "city").get() == ("17 Mole Street", "Quayside")


def test_an_unfitting_npi_is_an_unverified_identifier(imported):
    imported()

    identifier = ProviderIdentifier.objects.get()
    assert (identifier.provider.family_name, identifier.value, identifier.is_verified) == (
        "Okafor",
        "200",
        False,
    )
    assert Provider.objects.get(npi="1234567893").family_name == "Lindgren"


def test_a_visit_knows_its_provider_and_its_organization(imported):
    imported()
    visit = Visit.objects.get()

    assert (visit.status, visit.visit_class, visit.starts_at) == ("finished", "AMB", MORNING)
    assert (visit.provider.family_name, visit.organization.name) == ("Lindgren", "Quayside General")
    assert visit.type_display == "Encounter for check up (procedure)"


def test_one_set_of_vital_signs_with_all_digits(imported):
    imported()
    vitals = VitalSigns.objects.get()

    assert (vitals.taken_at, vitals.visit) == (MORNING, Visit.objects.get())
    signs = {
        name: str(getattr(vitals, name)) for name in ("height", "weight", "systolic", "diastolic", "pain")
    }
    assert signs == {
        "height": "165.50",
        "weight": "71.2500",
        "systolic": "118.347",
        "diastolic": "78.125",
        "pain": "0",
    }
    sources = SourceResource.objects.filter(record_id=vitals.public_id)
    assert {source.source_id[-2:] for source in sources} == {"30", "31", "32", "33"}


def test_results_belong_to_their_report_and_others_stand_alone(imported):
    imported()
    report = LabReport.objects.get()

    assert report.display == "Complete blood count"
    assert {(r.display, str(r.number), r.unit) for r in report.results.all()} == {
        ("Hemoglobin [Mass/volume] in Blood", "13.70", "g/dL"),
        ("Platelets [#/volume] in Blood by Automated count", "251.0", "10*3/uL"),
    }
    alone = LabResult.objects.get(report=None)
    assert (alone.value_text, alone.value_code, alone.visit) == (
        "Urine smell ammoniacal",
        "167236000",
        Visit.objects.get(),
    )
    assert Measurement.objects.get().value_text == "Never smoker"


def test_the_chart_is_filled(imported):
    imported()
    problem, allergy, order, vaccine = (
        model.objects.get() for model in (Problem, Allergy, MedicationOrder, Immunization)
    )

    assert (problem.status, problem.onset_on, problem.abated_precision) == (
        "resolved",
        date(2020, 5, 1),
        "month",
    )
    assert (allergy.display, allergy.category, allergy.criticality) == ("Allergy to peanuts", "food", "high")
    assert (order.drug.display, order.ordered_by.family_name) == ("predniSONE 5 MG Oral Tablet", "Okafor")
    assert (str(order.dose), order.times, str(order.period), order.period_unit) == ("1.50", 1, "1.0", "d")
    assert order.reason == "Acute bronchitis (disorder)"
    assert (vaccine.code, vaccine.given_at, vaccine.from_primary_source) == ("140", MORNING, True)


def test_coverage_has_no_priority_and_self_pay_no_payer(imported):
    imported()

    assert set(
        Coverage.objects.values_list("kind", "payer__name", "priority", "member_id", "starts_on", "ends_on")
    ) == {
        ("insurance", "medicare", None, "", date(2018, 1, 2), date(2021, 5, 4)),
        ("self-pay", None, None, "", date(2017, 1, 2), date(2018, 1, 2)),
    }


def test_later_claims_widen_the_coverage_that_is_there(imported, imported_after):
    imported()
    imported_after(lambda all_: all_[60]["billablePeriod"].update(end="2022-05-04T09:30:00+02:00"))

    medicare = Coverage.objects.get(payer__name="medicare")
    assert (medicare.starts_on, medicare.ends_on) == (date(2018, 1, 2), date(2022, 5, 4))


def test_a_value_outside_the_hard_limit_is_kept_and_the_set_stands_without_it(imported_after):
    imported_after(lambda all_: all_[31]["valueQuantity"].update(value=Decimal("7125.0")))

    vitals = VitalSigns.objects.get()
    assert (vitals.weight, str(vitals.height)) == (None, "165.50")
    assert kept(31) == ("kept", "weight lies outside 0.2-650 kg")
    assert kept(30) == ("imported", "")


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (31, {"valueQuantity": {"value": 71, "code": "stone"}}, "its unit is not one of weight"),
        (31, {"valueQuantity": {"value": 71, "code": "kg", "comparator": "<"}}, "a bound is no vital sign"),
        (31, {"status": "cancelled"}, "a vital sign that is cancelled has no place in a set"),
        (53, {"occurrenceDateTime": "2020"}, "does not say on which day it was given"),
        (50, {"clinicalStatus": None}, "the database refuses it (a_problem_has_a_status)"),
        (52, {"dosageInstruction": [{"doseAndRate": [{"doseQuantity": {"value": 0}}]}]},
         "the database refuses it (dose_is_above_zero)"),
        (54, {}, "Chartside has no record of this kind"),
        (34, {"code": {"text": "x" * 301}}, "its display is longer than 300 characters"),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_kept_whole_with_the_reason_and_the_rest_comes_in(
    imported_after, number, change, why
):
    imported_after(lambda all_: all_[number].update(change))

    assert kept(number) == ("kept", why)
    assert Visit.objects.count() == 1


def test_pounds_and_fahrenheit_are_converted_exactly_and_what_was_sent_stands_beside(imported_after):
    def american(all_):
        all_[31]["valueQuantity"].update(value=Decimal("100.0"), code="[lb_av]")
        all_[33]["code"]["coding"][0]["code"] = "8331-1"
        all_[33]["valueQuantity"].update(value=Decimal("98.6"), code="[degF]")

    imported_after(american)

    vitals = VitalSigns.objects.get()
    assert (vitals.weight, vitals.temperature) == (Decimal("45.359237"), Decimal(37))
    assert vitals.typed == {"weight": ["100.0", "[lb_av]"], "temperature": ["98.6", "[degF]"]}


def test_pressures_the_wrong_way_round_are_kept_and_never_swapped(imported_after):
    def swap(all_):
        first, second = all_[32]["component"]
        first["code"], second["code"] = second["code"], first["code"]

    imported_after(swap)

    assert kept(32) == ("kept", "diastolic is not below systolic")
    assert VitalSigns.objects.get().systolic is None


def test_a_changed_value_corrects_the_same_record_and_its_history_keeps_the_old_one(imported, imported_after):
    imported()
    before = VitalSigns.objects.get()

    imported_after(lambda all_: all_[31]["valueQuantity"].update(value=Decimal("70.5")))

    after = VitalSigns.objects.get()
    assert (after.public_id, str(after.weight), str(after.height)) == (before.public_id, "70.5", "165.50")
    assert str(VitalSigns.pgh_event_model.objects.get().weight) == "71.2500"
    assert [model.objects.count() for model in RECORDS] == [1, 1, 1, 1, 3, 1, 1, 1, 1, 2]


def test_a_bundle_that_knows_more_later_adds_to_the_same_record(imported, imported_after, tmp_path):
    """First without the encounter's provider and the report; what was there is found again, and the rest comes."""
    imported_after(lambda all_: all_[40].update(status="nonsense"))
    assert kept(40) == ("kept", "status is none of R4's")
    assert LabReport.objects.count() == 0

    imported()

    assert LabReport.objects.count() == 1
    assert Visit.objects.count() == 1


@pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")
def test_fifty_values_of_five_bundles_stand_in_the_records_as_in_the_json(imported):
    chance = random.Random(1951)
    paths = files_in([SYNTHEA])
    directories = [path for path in paths if "Information" in path.name]
    five = chance.sample([path for path in paths if path not in directories], 5)
    imported(*directories, *five)

    sent = [entry["resource"] for path in five for entry in read_json(path)["entry"]]
    kinds = [each["resourceType"] for each in sent]
    assert Visit.objects.count() == kinds.count("Encounter")
    assert LabReport.objects.count() == kinds.count("DiagnosticReport")
    assert Problem.objects.count() == kinds.count("Condition")
    assert Immunization.objects.count() == kinds.count("Immunization")
    assert MedicationOrder.objects.count() == kinds.count("MedicationRequest")
    for each in chance.sample([each for each in sent if "valueQuantity" in each], 50):
        source = SourceResource.objects.get(source_id=each["id"])
        value = str(each["valueQuantity"]["value"])
        if source.outcome == "kept":
            assert source.reason == "BMI is computed from weight and height"
        elif vitals := VitalSigns.objects.filter(public_id=source.record_id).first():
            signs = (vitals.weight, vitals.height, vitals.pain, vitals.temperature)
            assert value in [str(sign) for sign in signs]
        else:
            model = {"labs.labresult": LabResult, "vitals.measurement": Measurement}[source.record_kind]
            record = model.objects.get(public_id=source.record_id)
            assert (str(record.number), record.unit) == (value, each["valueQuantity"]["code"])
            assert record.patient_id == source.patient_id
