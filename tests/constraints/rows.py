"""A scene with two patients, and of each model a row that the database accepts, written by raw SQL."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

from django.db import connection, models

from features.foundation.clinical.check_characters import complete_mrn
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
    ProposedStandard,
    Scale2Order,
    VitalSigns,
)
from tests.factories import PatientFactory, PayerFactory, ProviderFactory

THEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 14, 10, 0, tzinfo=UTC)
DAY = date(2026, 3, 14)
HASH = "0" * 64
SOMEBODY, ANOTHER = UUID(int=1), UUID(int=2)
JPEG = b"\xff\xd8\xff as far as the database looks"


def insert(model: type[models.Model], **values) -> int:
    """Writes a row by raw SQL, with the model's defaults for what is not given; its key."""
    row = model(**values)
    fields = [
        field
        for field in model._meta.concrete_fields
        if not field.generated and not (field.primary_key and row.pk is None)
    ]
    prepared = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks}) '
            f'RETURNING "{model._meta.pk.column}"',
            prepared,
        )
        return cursor.fetchone()[0]


def check_at_once() -> None:
    """As at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def make_scene(harbour) -> SimpleNamespace:
    """Ann and Ben; of Ben a row of each of THEIRS, which must not be Ann's, who has a set of her own."""
    ann, ben = PatientFactory(at=harbour), PatientFactory(at=harbour)
    scene = SimpleNamespace(
        harbour=harbour, ann=ann, ben=ben, doctor=ProviderFactory(facility=harbour), payer=PayerFactory(),
        test_id=insert(LabTest, code_system="http://loinc.org", code="2823-3", display="Potassium"),
        drug_id=insert(Drug, display="Amoxicillin 500 mg"),
    )  # fmt: skip
    for name, model in THEIRS.items():
        setattr(scene, f"his_{name}", insert(model, **valid(model, scene), patient_id=ben.pk))
    scene.her_set = insert(VitalSigns, **valid(VitalSigns, scene), patient_id=ann.pk)
    return scene


THEIRS = {
    "coverage": Coverage,
    "visit": Visit,
    "order": LabOrder,
    "report": LabReport,
    "note": Note,
    "allergy": Allergy,
    "medication": MedicationOrder,
    "set": VitalSigns,
}


def valid(model: type[models.Model], scene) -> dict:
    """What the model needs beside its defaults and, where it is a patient's, the patient."""
    coded = {"code_system": "http://loinc.org", "code": "1-8", "display": "Something"}
    return {
        Patient: {"mrn_number": 99, "mrn": complete_mrn(99), "family_name": "Abara", "given_names": "Ada",
                  "birth_date": date(1980, 5, 17)},
        Organization: {"name": "Elsewhere General"},
        Payer: {"name": "Zeta Mutual", "identifier": "60054"},
        Provider: {"family_name": "Iyer"},
        ProviderIdentifier: {"provider": getattr(scene, "doctor", None), "system": "x", "value": "200"},
        CoverageCard: {"front": JPEG},
        Coverage: {"payer": getattr(scene, "payer", None), "starts_on": DAY},
        CareTeamMember: {"provider": getattr(scene, "doctor", None), "starts_on": DAY},
        PatientName: {"use": "maiden", "family_name": "Zulu"},
        PatientIdentifier: {"system": "urn:x", "value": "1"},
        PatientAddress: {"city": "Harbour"},
        RelatedPerson: {"relationship": "MTH", "full_name": "Grace Abara"},
        Consent: {"scope": "treatment", "status": "active", "given_on": DAY},
        PatientPhoto: {"image": b"x", "media_type": "image/png"},
        Visit: {"status": "finished", "visit_class": "AMB", "starts_at": THEN},
        Allergy: {**coded, "status": "active", "verification": "confirmed", "recorded_at": THEN},
        AllergyReaction: {**coded},
        NoKnownAllergies: {"stated_at": THEN},
        Problem: {**coded, "status": "active", "verification": "confirmed", "recorded_at": THEN},
        Pregnancy: {"status": "pregnant", "recorded_at": THEN},
        Immunization: {**coded, "status": "completed", "given_at": THEN},
        VitalSigns: {"taken_at": THEN, "pulse": Decimal("72")},
        Measurement: {**coded, "category": "survey", "status": "final", "taken_at": THEN, "number": Decimal(0)},
        Scale2Order: {"decided_at": THEN, "reason": "COPD"},
        FrequencyOrder: {"decided_at": THEN, "reason": "Sepsis", "every": 60},
        ObservationClock: {"source": "news2", "due_at": THEN, "overdue_at": THEN},
        Escalation: {"vitals_id": getattr(scene, "her_set", None), "kind": "urgent", "at_least": 5, "raised_at": THEN},
        ProposedStandard: {"facility": getattr(scene, "harbour", None), "part": "pulse", "before": {}, "proposed": {},
                           "reason": "Guideline", "proposed_by": SOMEBODY, "proposed_at": THEN},
        LabTest: coded,
        LabRange: {"test_id": getattr(scene, "test_id", None), "unit": "mmol/L"},
        LabOrder: {**coded, "ordered_at": THEN, "status": "active"},
        LabReport: {**coded, "status": "final", "effective_at": THEN},
        LabResult: {**coded, "status": "final", "effective_at": THEN, "number": Decimal("4.10"), "unit": "mmol/L"},
        Drug: {"code_system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "308182", "display": "Drug"},
        MedicationOrder: {"drug_id": getattr(scene, "drug_id", None), "ordered_at": THEN, "status": "active",
                          "starts_at": THEN},
        Note: {"kind": "nursing", "status": "draft", "title": "Evening", "written_at": THEN},
    }[model]  # fmt: skip


def complete(model: type[models.Model], scene, **overrides) -> dict:
    """A valid row of Ann, with `overrides`."""
    values = valid(model, scene)
    names = {field.name for field in model._meta.concrete_fields}
    if "patient" in names:
        values["patient_id"] = scene.ann.pk
    if model is CoverageCard and "coverage_id" not in overrides:
        values |= {"coverage_id": insert(Coverage, **complete(Coverage, scene))}
    if model is AllergyReaction:
        values |= {"allergy_id": insert(Allergy, **complete(Allergy, scene))}
    return {**values, **overrides}
