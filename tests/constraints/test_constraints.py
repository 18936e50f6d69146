"""Every promise that the database keeps about a record, by raw SQL: a good row is accepted, a bad one is not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from features.foundation.clinical.statuses import ObservationStatus
from features.labs.models import LabOrder, LabRange, LabReport, LabResult, LabTest
from features.medications.models import Drug, MedicationOrder
from features.notes.models import Note
from features.patients.models import (
    CareTeamMember,
    Consent,
    Coverage,
    CoverageCard,
    Organization,
    Patient,
    PatientAddress,
    PatientIdentifier,
    PatientName,
    PatientPhoto,
    Payer,
    Provider,
    ProviderIdentifier,
    RelatedPerson,
)
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)
from features.visits.models import Visit
from features.vitals.models import (
    Escalation,
    FrequencyOrder,
    Measurement,
    ObservationClock,
    Scale2Order,
    VitalSigns,
)
from features.vitals.rules import SIGNS
from tests.constraints.rows import (
    DAY,
    HASH,
    JPEG,
    LATER,
    THEIRS,
    THEN,
    check_at_once,
    complete,
    insert,
    make_scene,
)

pytestmark = pytest.mark.django_db

BEFORE = date(2026, 3, 13)
ON_OXYGEN = {"oxygen_device": "mask", "oxygen_flow": Decimal(5)}
TABLE = [
    # model, what is wrong with it, the constraint that says so
    (Patient, {"family_name": ""}, "patient_has_a_family_name"),
    (Patient, {"sex": "f"}, "patient_sex_is_known"),
    (Patient, {"sex_at_birth": "f"}, "patient_sex_at_birth_is_known"),
    (Patient, {"status": "gone"}, "patient_status_is_known"),
    (Patient, {"birth_precision": "week"}, "birth_precision_is_known"),
    (Patient, {"birth_date": None}, "birth_date_fits_its_precision"),
    (Patient, {"birth_precision": "unknown"}, "birth_date_fits_its_precision"),
    (Patient, {"birth_date": date(1849, 12, 31)}, "birth_date_is_possible"),
    (Patient, {"death_date": date(1980, 5, 16), "status": "deceased"}, "death_is_not_before_birth"),
    (
        Patient,
        {"died_at": datetime(1980, 5, 16, 9, 59, tzinfo=UTC), "status": "deceased"},
        "time_of_death_is_not_before_birth",
    ),
    (Patient, {"death_date": DAY}, "who_has_a_date_of_death_is_deceased"),
    (Patient, {"died_at": THEN}, "who_has_a_date_of_death_is_deceased"),
    (Organization, {"name": ""}, "organization_has_a_name"),
    (Organization, {"npi": "200"}, "organization_npi_is_ten_digits"),
    (Provider, {"npi": "3234567893"}, "npi_is_ten_digits"),
    (Coverage, {"kind": "gift"}, "an_insurance_has_a_payer"),
    (Coverage, {"ends_on": BEFORE}, "coverage_ends_after_it_starts"),
    (Coverage, {"payer": None}, "an_insurance_has_a_payer"),
    (Coverage, {"kind": "self-pay"}, "an_insurance_has_a_payer"),
    (Coverage, {"priority": 0}, "coverage_priority_counts_from_1"),
    (CoverageCard, {"coverage_id": "his_coverage"}, "card_and_coverage_of_one_patient"),
    (CoverageCard, {"front": b"<svg/>"}, "card_front_is_a_picture"),
    (CoverageCard, {"back": b"%PDF-1.7"}, "card_back_is_a_picture"),
    (CoverageCard, {"front": JPEG + b"x" * 2_000_000}, "card_front_is_small"),
    (CoverageCard, {"back": JPEG + b"x" * 2_000_000}, "card_back_is_small"),
    (CareTeamMember, {"ends_on": BEFORE}, "care_team_ends_after_it_starts"),
    (PatientName, {"use": "pen"}, "name_use_is_known"),
    (PatientName, {"family_name": ""}, "another_name_is_not_empty"),
    (PatientName, {"end_reason": "past"}, "name_ends_for_a_reason"),
    (PatientName, {"end_reason": "whim", "ends_on": DAY}, "name_ends_for_a_reason"),
    (PatientIdentifier, {"value": ""}, "identifier_is_not_empty"),
    (PatientAddress, {"use": "moon"}, "address_use_is_known"),
    (PatientAddress, {"starts_on": DAY, "ends_on": BEFORE}, "address_ends_after_it_starts"),
    (PatientAddress, {"end_reason": "past"}, "address_ends_for_a_reason"),
    (RelatedPerson, {"end_reason": "died"}, "relative_ends_for_a_reason"),
    (RelatedPerson, {"full_name": ""}, "a_related_person_is_named"),
    (RelatedPerson, {"other_patient_id": "ann"}, "nobody_is_their_own_relative"),
    (Consent, {"status": "maybe"}, "consent_status_is_known"),
    (Consent, {"ends_on": BEFORE}, "consent_ends_after_it_starts"),
    (PatientPhoto, {"media_type": "image/svg+xml"}, "photo_is_a_picture"),
    (PatientPhoto, {"image": b"x" * 1_000_001}, "photo_is_small"),
    (Visit, {"status": "over"}, "visit_status_is_known"),
    (Visit, {"visit_class": "XXX"}, "visit_class_is_known"),
    (Visit, {"starts_at": LATER, "ends_at": THEN}, "visit_ends_after_it_starts"),
    (Allergy, {"kind": "dislike"}, "allergy_kind_is_known"),
    (Allergy, {"category": "people"}, "allergy_category_is_known"),
    (Allergy, {"status": "gone"}, "allergy_status_is_known"),
    (Allergy, {"verification": "provisional"}, "allergy_verification_is_known"),
    (Allergy, {"criticality": "deadly"}, "allergy_criticality_is_known"),
    (Allergy, {"status": ""}, "an_allergy_has_a_status"),
    (Allergy, {"visit_id": "his_visit"}, "allergy_and_visit_of_one_patient"),
    (AllergyReaction, {"severity": "bad"}, "reaction_severity_is_known"),
    (AllergyReaction, {"allergy_id": "his_allergy"}, "reaction_and_allergy_of_one_patient"),
    (NoKnownAllergies, {"stated_at": LATER, "withdrawn_at": THEN}, "withdrawn_after_it_was_stated"),
    (Problem, {"status": "bad"}, "problem_status_is_known"),
    (Problem, {"verification": "rumour"}, "problem_verification_is_known"),
    (Problem, {"status": ""}, "a_problem_has_a_status"),
    (Problem, {"status": "resolved", "onset_on": DAY, "abated_on": BEFORE}, "problem_abates_after_its_onset"),
    (Problem, {"abated_on": DAY}, "what_has_abated_is_not_active"),
    (Problem, {"visit_id": "his_visit"}, "problem_and_visit_of_one_patient"),
    (Pregnancy, {"status": "perhaps"}, "pregnancy_status_is_known"),
    (Pregnancy, {"last_period_on": DAY, "due_on": BEFORE}, "due_after_the_last_period"),
    (Pregnancy, {"ended_on": DAY}, "an_ended_pregnancy_is_ended"),
    (Immunization, {"status": "half"}, "immunization_status_is_known"),
    (Immunization, {"visit_id": "his_visit"}, "immunization_and_visit_of_one_patient"),
    (VitalSigns, {"status": "draft"}, "set_status_is_known"),
    (VitalSigns, {"consciousness": "X"}, "consciousness_is_known"),
    (VitalSigns, {"systolic": Decimal(80), "diastolic": Decimal(80)}, "diastolic_is_below_systolic"),
    (VitalSigns, {"oxygen_flow": Decimal(2)}, "oxygen_comes_from_a_device"),
    (VitalSigns, {"oxygen_device": "air", "fio2": Decimal(28)}, "oxygen_comes_from_a_device"),
    (VitalSigns, {"oxygen_device": "mask"}, "a_device_has_a_flow_or_fio2"),
    (VitalSigns, {"pulse": None}, "a_set_holds_something"),
    (VitalSigns, {"status": "entered-in-error"}, "a_wrong_set_has_a_reason"),
    (VitalSigns, {"visit_id": "his_visit"}, "vitals_and_visit_of_one_patient"),
    (VitalSigns, {"corrects_id": "his_set"}, "a_correction_is_of_one_patient"),
    *(
        (VitalSigns, {**ON_OXYGEN, name: limit + step}, f"{name}_is_possible")
        for name, sign in SIGNS.items()
        for limit, step in zip(sign.hard, (Decimal("-0.01"), Decimal("0.01")), strict=True)
    ),
    (Measurement, {"number": None}, "a_measurement_holds_something"),
    (Measurement, {"status": "draft"}, "measurement_status_is_known"),
    (Measurement, {"status": ""}, "measurement_status_is_known"),
    (Measurement, {"visit_id": "his_visit"}, "measurement_and_visit_of_one_patient"),
    (Scale2Order, {"reason": ""}, "scale_2_has_a_reason"),
    (Scale2Order, {"decided_at": LATER, "ended_at": THEN}, "scale_2_ends_after_it_begins"),
    *((FrequencyOrder, {"every": every}, "frequency_is_possible") for every in (4, 10_081)),
    (FrequencyOrder, {"decided_at": LATER, "ended_at": THEN}, "frequency_ends_after_it_begins"),
    (ObservationClock, {"source": "guess"}, "clock_source_is_known"),
    (ObservationClock, {"due_at": LATER}, "overdue_is_not_before_due"),
    (Escalation, {"kind": "whisper"}, "escalation_kind_is_known"),
    (Escalation, {"vitals_id": "his_set"}, "escalation_and_set_of_one_patient"),
    (Escalation, {"withdrawn_at": LATER}, "a_withdrawn_escalation_has_a_reason"),
    (LabRange, {"sex": "f"}, "range_sex_is_known"),
    (LabRange, {"low": Decimal(5), "high": Decimal(4)}, "range_low_is_not_above_high"),
    (LabRange, {"critical_low": Decimal(5), "low": Decimal(4)}, "critical_low_is_not_above_low"),
    (LabRange, {"high": Decimal(5), "critical_high": Decimal(4)}, "critical_high_is_not_below_high"),
    (LabRange, {"critical_low": Decimal(5), "high": Decimal(4)}, "critical_low_is_not_above_high"),
    (LabRange, {"low": Decimal(5), "critical_high": Decimal(4)}, "critical_high_is_not_below_low"),
    (LabRange, {"critical_low": Decimal(5), "critical_high": Decimal(4)}, "critical_limits_ascend"),
    (LabRange, {"from_months": 6, "to_months": 6}, "range_has_an_age"),
    (LabOrder, {"status": "lost"}, "lab_order_status_is_known"),
    (LabOrder, {"priority": "soon"}, "lab_order_priority_is_known"),
    (LabOrder, {"visit_id": "his_visit"}, "lab_order_and_visit_of_one_patient"),
    (LabReport, {"status": "lost"}, "report_status_is_known"),
    (LabReport, {"visit_id": "his_visit"}, "report_and_visit_of_one_patient"),
    (LabReport, {"order_id": "his_order"}, "report_and_order_of_one_patient"),
    (LabResult, {"status": "partial"}, "result_status_is_known"),
    (LabResult, {"comparator": "~"}, "comparator_is_known"),
    (LabResult, {"flag": "XX"}, "flag_is_known"),
    (LabResult, {"comparator": ">", "number": None, "value_text": "many"}, "a_comparator_compares_a_number"),
    (LabResult, {"number": None}, "a_result_has_a_value"),
    (LabResult, {"visit_id": "his_visit"}, "result_and_visit_of_one_patient"),
    (LabResult, {"order_id": "his_order"}, "result_and_order_of_one_patient"),
    (LabResult, {"report_id": "his_report"}, "result_and_report_of_one_patient"),
    (Drug, {"display": ""}, "a_drug_has_a_name"),
    (MedicationOrder, {"status": "eaten"}, "medication_status_is_known"),
    (MedicationOrder, {"stop_reason": "bored"}, "stop_reason_is_known"),
    (MedicationOrder, {"stop_reason": "other"}, "another_reason_is_told"),
    (MedicationOrder, {"starts_at": LATER, "ends_at": THEN}, "medication_ends_after_it_starts"),
    (MedicationOrder, {"dose": Decimal(0)}, "dose_is_above_zero"),
    (MedicationOrder, {"times": Decimal(0), "period": Decimal(1)}, "times_are_above_zero"),
    (MedicationOrder, {"id": 987654, "replaces_id": 987654}, "an_order_does_not_replace_itself"),
    (MedicationOrder, {"visit_id": "his_visit"}, "medication_and_visit_of_one_patient"),
    (MedicationOrder, {"replaces_id": "his_medication"}, "medication_and_the_old_one_of_one_patient"),
    (Note, {"kind": "poem"}, "note_kind_is_known"),
    (Note, {"status": "sent"}, "note_status_is_known"),
    (Note, {"status": "signed", "content_hash": HASH}, "a_signed_note_says_when_and_what"),
    (Note, {"status": "signed", "signed_at": THEN}, "a_signed_note_says_when_and_what"),
    (Note, {"status": "cosigned", "signed_at": THEN, "content_hash": HASH}, "a_cosigned_note_says_when"),
    (Note, {"status": "entered-in-error"}, "an_error_has_a_reason"),
    (Note, {"written_at": LATER, "signed_at": THEN}, "signed_after_it_was_written"),
    (Note, {"id": 987654, "addendum_to_id": 987654}, "a_note_is_not_its_own_addendum"),
    (Note, {"visit_id": "his_visit"}, "note_and_visit_of_one_patient"),
    (Note, {"addendum_to_id": "his_note"}, "addendum_and_note_of_one_patient"),
]
TWICE = [
    # model, what the second row has otherwise, the constraint
    (ProviderIdentifier, {}, "one_provider_identifier"),
    (Coverage, {}, "one_coverage_per_priority_at_a_time"),
    (Payer, {"name": "Another"}, "one_payer_of_an_identifier"),
    (CareTeamMember, {}, "once_on_a_care_team"),
    (PatientIdentifier, {}, "one_patient_identifier"),
    (NoKnownAllergies, {}, "one_standing_denial_of_allergies"),
    (Pregnancy, {}, "one_pregnancy_at_a_time"),
    *((model, {}, f"one_{name}") for model, name in (
        (Scale2Order, "scale_2_at_a_time"), (FrequencyOrder, "frequency_at_a_time"),
        (Escalation, "escalation_of_a_set"))),
    (LabTest, {}, "one_test_per_code"),
    (LabRange, {"from_months": 3}, "ranges_do_not_overlap"),
    (Drug, {}, "one_drug_per_code"),
    *((model, {"id": 987654}, f"{name}_of_a_patient") for model, name in (
        (Coverage, "coverage"), (Visit, "visit"), (Allergy, "allergy"), (LabOrder, "lab_order"), (LabReport, "report"),
        (MedicationOrder, "medication"), (Note, "note"), (VitalSigns, "set"))),
]  # fmt: skip
WORDS = ("ann", *(f"his_{name}" for name in THEIRS))
"""These stand for keys of the scene."""
MODELS = list(dict.fromkeys(model for model, *_ in [*TABLE, *TWICE]))


@pytest.fixture
def scene(harbour):
    return make_scene(harbour)


def refused(model, scene, overrides) -> str:
    """The database's word on a row, at the latest at the end of the transaction."""
    theirs = {**vars(scene), "ann": scene.ann.pk}
    meant = {name: theirs[value] for name, value in overrides.items() if value in WORDS}
    given = {**overrides, **meant}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert(model, **complete(model, scene, **given))
        check_at_once()
    return str(refusal.value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_good_row_is_accepted(model, scene):
    key = insert(model, **complete(model, scene))
    check_at_once()

    assert model.objects.filter(pk=key).exists()


@pytest.mark.parametrize(
    ("model", "overrides", "name"), TABLE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_bad_row_is_refused(model, overrides, name, scene):
    assert f'"{name}"' in refused(model, scene, overrides)


@pytest.mark.parametrize(
    ("model", "overrides", "name"), TWICE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_second_one_is_refused(model, overrides, name, scene):
    insert(model, **complete(model, scene, **({"id": 987654} if "id" in overrides else {})))

    word = refused(model, scene, overrides)
    assert f'"{name}"' in word or (overrides.get("id") and "_pkey" in word)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"priority": None}, {"priority": None}),
        ({"priority": 1}, {"priority": 2}),
        ({"ends_on": DAY}, {"starts_on": date(2026, 3, 15)}),
    ],
    ids=["unknown priorities", "primary and secondary", "one after the other"],
)
def test_coverages_that_may_stand_side_by_side(first, second, scene):
    for overrides in (first, second):
        insert(Coverage, **complete(Coverage, scene, **overrides))

    assert Coverage.objects.filter(patient=scene.ann).count() == 2


def test_ranges_of_neighbouring_ages_do_not_overlap(scene):
    for months in ((0, 6), (6, None)):
        insert(LabRange, **complete(LabRange, scene, from_months=months[0], to_months=months[1]))

    assert LabRange.objects.count() == 2


@pytest.mark.parametrize(
    "died_at",
    [datetime(1980, 5, 16, 10, 0, tzinfo=UTC), datetime(1980, 5, 17, 0, 0, tzinfo=UTC), THEN],
    ids=["the birth's midnight in the first zone of the day", "the birth's midnight in UTC", "later"],
)
def test_a_child_may_die_on_the_day_of_its_birth_wherever_that_is(died_at, scene):
    key = insert(Patient, **complete(Patient, scene, died_at=died_at, status="deceased"))

    assert Patient.objects.get(pk=key).died_at == died_at


@pytest.mark.parametrize("status", ObservationStatus)
def test_a_measurement_has_any_status_of_an_observation(status, scene):
    key = insert(Measurement, **complete(Measurement, scene, status=status))

    assert Measurement.objects.get(pk=key).status == status


def test_no_constraint_is_untested():
    features = {"patients", "visits", "problems", "vitals", "labs", "medications", "notes"}
    declared = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in features
        for constraint in model._meta.constraints
    }
    elsewhere = {"one_link_per_facility", "npi_is_ten_digits", "a_set_is_corrected_by_one"}

    assert declared - {name for *_, name in [*TABLE, *TWICE]} - elsewhere == set()
