"""A bundle is understood as a whole: what each resource says, what is gathered of them, and why some are only kept."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from features.foundation.clinical.ages import Precision
from features.interchange.fhir import fields
from features.interchange.fhir.bundles import open_bundle
from features.interchange.fhir.coverages import ClaimFacts, merged
from features.interchange.fhir.reading import read_json
from features.interchange.fhir.refusals import BundleRefused
from features.interchange.fhir.understanding import NO_RECORD, understand
from tests.interchange.bundles import BUNDLES, DIRECTORY, NORMAL, ending, understood
from tests.interchange.test_fhir_reading import REFUSED_WHEN_UNDERSTOOD

MORNING = datetime(2020, 5, 4, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", REFUSED_WHEN_UNDERSTOOD)
def test_a_wrong_type_or_markup_in_a_name_refuses_the_bundle_in_one_line(name):
    with pytest.raises(BundleRefused) as refusal:
        understand(open_bundle(read_json(BUNDLES / f"hostile_{name}")))

    assert str(refusal.value) == REFUSED_WHEN_UNDERSTOOD[name]


def test_every_resource_has_facts_or_a_reason():
    found = understood(NORMAL)

    assert Counter(entry.kind for entry in found.facts) == {
        "Patient": 1, "Encounter": 1, "Observation": 8, "DiagnosticReport": 1, "Condition": 1,
        "AllergyIntolerance": 1, "MedicationRequest": 1, "Immunization": 1, "ExplanationOfBenefit": 3,
    }  # fmt: skip
    assert {entry.kind: reason for entry, reason in found.kept.items()} == {"Procedure": NO_RECORD}


def test_an_npi_that_does_not_fit_is_kept_unverified_and_the_provider_with_it():
    directory = understand(open_bundle(read_json(DIRECTORY)))
    organization, fitting, unfitting = directory.facts.values()

    assert (organization.name, organization.address.city) == ("Quayside General", "Quayside")
    assert (fitting.npi, fitting.unverified) == ("1234567893", ())
    assert unfitting.npi is None
    assert unfitting.name.family == "Okafor"
    assert [identifier.value for identifier in unfitting.unverified] == ["200"]


def test_a_patient_has_official_and_other_names(facts):
    patient = facts[10]

    assert (patient.name.family, patient.name.given) == ("Carreño", ("María", "José"))
    assert [(name.use, name.family) for name in patient.names] == [("maiden", "Quiñones")]
    assert (patient.birth_date, patient.birth_precision) == (date(1961, 3, 9), Precision.DAY)
    assert (patient.sex, patient.language, patient.marital_status) == ("female", "es", "M")
    assert [(each.kind, each.value) for each in patient.identifiers] == [("", "R-17"), ("SS", "999-00-0017")]


@pytest.mark.parametrize(
    ("said", "deceased", "on", "at"),
    [
        ({}, False, None, None),
        ({"deceasedBoolean": False}, False, None, None),
        ({"deceasedBoolean": True}, True, None, None),
        ({"deceasedDateTime": "2020"}, True, None, None),
        ({"deceasedDateTime": "2020-05-04"}, True, date(2020, 5, 4), None),
        ({"deceasedDateTime": "2020-05-04T09:30:00+02:00"}, True, date(2020, 5, 4), MORNING),
    ],
)
def test_a_death_is_known_as_far_as_it_was_sent(after, said, deceased, on, at):
    patient = after(lambda resources: resources[10].update(said))[0][10]

    assert (patient.is_deceased, patient.death_date, patient.died_at) == (deceased, on, at)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": []}, "has no family name"),
        ({"name": [{"family": "A" * 121}]}, "has a name of more than 120 characters"),
        ({"birthDate": "1849-12-31"}, "birthDate lies before 1850"),
        ({"birthDate": "1961-02-30"}, "birthDate is no day of the calendar"),
        ({"deceasedDateTime": "1961-03-08"}, "the death lies before the birth"),
        ({"gender": "robot"}, "gender is none of FHIR's"),
    ],
)
def test_a_patient_who_cannot_be_one_refuses_the_bundle(after, change, why):
    with pytest.raises(BundleRefused) as refusal:
        after(lambda resources: resources[10].update(change))

    assert str(refusal.value) == f"entry 1 (Patient): {why}"


def test_a_visit_knows_who_where_and_when(facts):
    visit = facts[20]

    assert (visit.setting, visit.status, visit.starts_at) == ("AMB", "finished", MORNING)
    assert (visit.provider, visit.organization) == (ending(2), ending(1))
    assert visit.kind.words == "Encounter for check up (procedure)"


def test_vitals_of_one_time_and_visit_become_one_set():
    (vitals,) = understood(NORMAL).vitals

    assert (vitals.visit, vitals.taken_at) == (ending(20), MORNING)
    assert {sign: (str(value.value), source[-2:]) for sign, (value, source) in vitals.signs.items()} == {
        "height": ("165.50", "30"),
        "weight": ("71.2500", "31"),
        "diastolic": ("78.125", "32"),
        "systolic": ("118.347", "32"),
        "pain": ("0", "33"),
    }


def test_another_time_or_another_visit_is_another_set(after):
    def later(resources):
        resources[30]["effectiveDateTime"] = "2020-05-04T09:31:00+02:00"
        del resources[31]["encounter"]

    assert len(after(later)[2].vitals) == 3


def test_the_same_time_in_another_zone_is_the_same_set(after):
    def elsewhere(resources):
        resources[30]["effectiveDateTime"] = "2020-05-04T07:30:00Z"

    assert len(after(elsewhere)[2].vitals) == 1


def test_a_second_value_of_one_sign_in_a_set_is_kept_with_the_reason(after):
    def twice(resources):
        resources[30]["code"] = resources[31]["code"]

    _facts, kept, found = after(twice)

    assert kept[31] == "its moment has another value of the same sign"
    assert str(found.vitals[0].signs["weight"][0].value) == "165.50"


@pytest.mark.parametrize("category", ["vital-signs", "vital-sign"])
def test_both_spellings_of_the_category_are_vital_signs(after, category):
    def spelt(resources):
        resources[33]["category"][0]["coding"][0]["code"] = category

    assert "pain" in after(spelt)[2].vitals[0].signs


def test_what_no_set_has_a_place_for_is_no_vital_sign(after):
    def ejection_fraction(resources):
        resources[33]["code"]["coding"][0]["code"] = "10230-1"

    facts, _kept, found = after(ejection_fraction)

    assert facts[33].signs == {}
    assert "pain" not in found.vitals[0].signs


def test_a_report_has_its_results_and_displays_without_what_nobody_sees(facts):
    assert facts[40].results == (ending(34), ending(35))
    assert facts[34].code.words == "Hemoglobin [Mass/volume] in Blood"
    assert str(facts[34].value.value) == "13.70"
    assert facts[36].value.words == "Urine smell ammoniacal"
    assert facts[36].visit == ending(20)


def test_problem_allergy_medication_and_immunization_say_what_was_sent(facts):
    problem, allergy, medication, immunization = (facts[number] for number in (50, 51, 52, 53))

    assert (problem.clinical_status, problem.verification) == ("resolved", "confirmed")
    assert problem.onset == fields.PartialDate(date(2020, 5, 1), Precision.DAY)
    assert problem.abatement == fields.PartialDate(date(2020, 5, 1), Precision.MONTH)
    assert (allergy.categories, allergy.criticality) == (("food",), "high")
    assert (medication.provider, medication.reasons) == (ending(3), (ending(50),))
    assert str(medication.dosages[0].dose.value) == "1.50"
    assert str(medication.dosages[0].period) == "1.0"
    assert immunization.vaccine.coded_in("http://hl7.org/fhir/sid/cvx").code == "140"
    assert immunization.given_at == MORNING


def test_coverage_is_merged_for_each_payer_and_dated_by_its_claims():
    medicare, nobody = understood(NORMAL).coverages

    assert (medicare.payer, medicare.starts_on, medicare.ends_on) == (
        "medicare",
        date(2018, 1, 2),
        date(2021, 5, 4),
    )
    assert medicare.claims == (ending(60), ending(61))
    assert nobody.is_self_pay
    assert not medicare.is_self_pay


def test_a_coverage_of_claims_without_dates_has_none():
    assert merged([ClaimFacts("1", "private", None, None)])[0].starts_on is None
    assert merged([]) == []
