"""One patient of whom something of everything is recorded."""

import base64
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

from features.foundation.access.models import Facility, User
from features.interchange.fhir.storing import A_COPY
from features.interchange.fhir.understanding import NO_RECORD
from features.interchange.models import SourceResource
from features.labs.models import LabOrder, LabReport, LabResult
from features.medications.models import Drug, MedicationOrder
from features.notes.models import Note
from features.notes.rules import content_hash
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
from features.vitals.models import Measurement, VitalSigns
from tests.factories import PatientFactory, PayerFactory

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 10, 0, 0, 250000, tzinfo=UTC)
LOINC = "http://loinc.org"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEXT = "Slept well.\n\n  Plan:\tmobilise\u200b; 食事 two meals.\n"


def make_whole_person(here: Facility, user: User) -> Patient:
    """The patient, listed at a facility; `user` signs, and states that no allergies are known."""
    dan = Provider.objects.create(
        family_name="Whitlow", given_names="Dan", name_prefix="Dr", specialty="Medicine", npi="1234567893"
    )
    nell = Provider.objects.create(family_name="Sørby", given_names="Nell")
    ProviderIdentifier.objects.create(provider=nell, system="urn:staff", value="77")
    patient = _person(here, dan)
    _relations(patient, dan, nell)
    visit = Visit.objects.create(
        patient=patient, facility=here, provider=dan, status="in-progress", visit_class="IMP", starts_at=AT,
        ward="Ward 3", bed="12", reason="Cough", type_display="Admission",
    )  # fmt: skip
    _elsewhere(patient)
    _problems(patient, visit, nell, user)
    _orders(patient, visit, dan)
    _vitals(patient, visit, nell)
    _notes(patient, visit, dan, nell, user)
    return patient


def _person(here: Facility, dan: Provider) -> Patient:
    patient = PatientFactory(
        at=here, family_name="Nuñez de la O", given_names="Ana María", name_prefix="Ms",
        name_suffix="II", preferred_name="Ani 阿尼", birth_date=date(1990, 2, 28), birth_time=time(3, 7),
        birth_date_estimated=True, multiple_birth_order=2, sex="other", sex_at_birth="unknown",
        phone_mobile="555-1", phone_home="555-2", phone_work="555-3", email="ana@example.org",
        gender_identity="non-binary", language="es-MX", needs_interpreter=False, marital_status="M",
        restricted=True, status="inactive", primary_provider=dan,
    )  # fmt: skip
    for use, family, given in (("maiden", "Ruiz", ""), ("nickname", "", "Anita"), ("usual", "Nuñez", "Ana")):
        PatientName.objects.create(patient=patient, use=use, family_name=family, given_names=given)
    PatientIdentifier.objects.create(patient=patient, system="urn:passports", value="X 1", kind="PPN")
    PatientIdentifier.objects.create(patient=patient, system="urn:others", value="9")
    PatientAddress.objects.create(
        patient=patient, use="temp", lines="1 Quay\nFlat 2", city="Harbour", district="North", state="ME",
        postal_code="01234", country="US", starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1),
    )  # fmt: skip
    PatientPhoto.objects.create(patient=patient, image=PIXEL, media_type="image/png", taken_at=AT)
    return patient


def _relations(patient: Patient, dan: Provider, nell: Provider) -> None:
    aunt = PatientFactory(family_name="Ruiz", given_names="Eva")
    RelatedPerson.objects.create(
        patient=patient, relationship="MTH", full_name="Rosa Ruiz", phone="555-9", is_emergency_contact=True
    )
    RelatedPerson.objects.create(patient=patient, relationship="AUNT", other_patient=aunt)
    Consent.objects.create(
        patient=patient, scope="research", status="rejected", given_on=date(2025, 5, 5), note="No\nstudies"
    )
    Consent.objects.create(
        patient=patient,
        scope="treatment",
        status="active",
        given_on=date(2025, 5, 5),
        ends_on=date(2027, 1, 1),
    )
    for provider, role, ends_on in ((dan, "attending", None), (nell, "", date(2025, 6, 1))):
        CareTeamMember.objects.create(
            patient=patient, provider=provider, role=role, starts_on=date(2025, 5, 1), ends_on=ends_on
        )
    held = Coverage.objects.create(
        patient=patient, payer=PayerFactory(identifier="60054"), member_id="M1", group_number="G2", plan="Gold",
        priority=1, subscriber_name="Rosa Ruiz", subscriber_relationship="parent", starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31), verify_by=date(2025, 11, 3), verified_on=date(2024, 11, 3),
    )  # fmt: skip
    CoverageCard.objects.create(patient=patient, coverage=held, front=PIXEL, back=PIXEL + b" ")
    Coverage.objects.create(patient=patient, kind="self-pay", payer=None, priority=None)


def _elsewhere(patient: Patient) -> None:
    place = Organization.objects.create(
        name="Quayside General", kind="Hospital", phone="555", city="Quayside"
    )
    visit = Visit.objects.create(
        patient=patient, organization=place, status="finished", visit_class="AMB", starts_at=AT, ends_at=LATER
    )
    body = (
        '{"resourceType":"Procedure","id":"p-1","status":"completed","size":1.50,'
        '"subject":{"reference":"Patient/old"},"encounter":{"reference":"urn:uuid:old-visit"},'
        '"partOf":[{"reference":"Procedure/p-2"}]}'
    )
    sent = (
        ("Patient", "old", "imported", "{}", patient.public_id),
        ("Encounter", "old-visit", "imported", "{}", visit.public_id),
        ("Procedure", "p-1", "kept", body, None),
        ("Procedure", "p-2", "refused", body.replace("p-1", "p-2").replace("/p-2", "/p-1"), None),
        ("Practitioner", "n-1", "kept", '{"resourceType":"Practitioner","id":"n-1","active":true}', None),
        ("Observation", "o-1", "kept", body.replace('Procedure","id":"p-1', 'Observation","id":"o-1'), None),
    )
    why = {"p-1": NO_RECORD, "p-2": NO_RECORD, "n-1": A_COPY, "o-1": "its unit is not one of weight"}
    for kind, source_id, outcome, text, record in sent:
        SourceResource.objects.create(
            patient=patient, resource_type=kind, source_id=source_id, outcome=outcome, body=text,
            digest="0" * 64, record_id=record, reason=why.get(source_id, ""),
        )  # fmt: skip


def _problems(patient: Patient, visit: Visit, nell: Provider, user: User) -> None:
    Problem.objects.create(
        patient=patient, visit=visit, code_system="http://snomed.info/sct", code="59621000", icd10_code="I10",
        display="Hypertension", category="problem-list-item", status="active", verification="confirmed",
        onset_on=date(2019, 1, 1), onset_precision="year", recorded_at=AT,
    )  # fmt: skip
    Problem.objects.create(
        patient=patient, display="Was another’s", verification="entered-in-error", recorded_at=LATER,
        onset_on=date(2019, 4, 1), onset_precision="month",
    )  # fmt: skip
    NoKnownAllergies.objects.create(patient=patient, stated_at=AT, withdrawn_at=LATER, stated_by=nell)
    NoKnownAllergies.objects.create(patient=patient, stated_at=LATER, created_by=user.public_id)
    allergy = Allergy.objects.create(
        patient=patient, visit=visit, display="Penicillin", kind="intolerance", category="medication",
        status="resolved", verification="refuted", criticality="low", onset_on=date(2001, 1, 1),
        onset_precision="year", recorded_at=AT, note="Told by her mother.\nNever again.",
    )  # fmt: skip
    for display, severity in (("Rash", "mild"), ("Nausea", "")):
        AllergyReaction.objects.create(patient=patient, allergy=allergy, display=display, severity=severity)
    Pregnancy.objects.create(
        patient=patient, status="ended", ended_on=date(2020, 5, 1), outcome="live birth", recorded_at=AT
    )
    Pregnancy.objects.create(
        patient=patient, status="pregnant", last_period_on=date(2026, 1, 1), due_on=date(2026, 10, 8),
        recorded_at=LATER,
    )  # fmt: skip
    Immunization.objects.create(
        patient=patient, visit=visit, provider=nell, code_system="http://hl7.org/fhir/sid/cvx", code="140",
        display="Influenza", status="not-done", not_done_reason="declined", given_at=AT, dose="1 of 2",
        lot_number="L-1", from_primary_source=False,
    )  # fmt: skip


def _orders(patient: Patient, visit: Visit, dan: Provider) -> None:
    drug = Drug.objects.create(code_system="urn:rx", code="1", display="Amoxicillin")
    first = MedicationOrder.objects.create(
        patient=patient, visit=visit, drug=drug, ordered_by=dan, ordered_at=AT, starts_at=LATER,
        ends_at=LATER.replace(day=9), status="stopped", dose=Decimal("1.50"), dose_unit="g", route="oral",
        times=Decimal(3), period=Decimal("1.0"), period_unit="d", as_needed=True, reason="Cough",
        instructions="With food\n not with milk", stop_reason="other", stop_note="moved away",
    )  # fmt: skip
    MedicationOrder.objects.create(
        patient=patient, drug=drug, ordered_at=AT, starts_at=AT, status="stopped", replaces=first,
        stop_reason="pregnancy",
    )  # fmt: skip
    coded = {"code_system": LOINC, "code": "2823-3", "display": "Potassium"}
    order = LabOrder.objects.create(
        patient=patient, visit=visit, ordered_by=dan, ordered_at=AT, status="completed", priority="stat",
        requisition=UUID(int=5), note="fasting\nplease", **coded,
    )  # fmt: skip
    report = LabReport.objects.create(
        patient=patient, visit=visit, order=order, status="final", category="LAB", effective_at=AT,
        issued_at=LATER, conclusion="Two\nlines", **coded,
    )  # fmt: skip
    LabResult.objects.create(
        patient=patient, visit=visit, order=order, report=report, status="final", effective_at=AT,
        number=Decimal("4.10"), unit="mmol/L", comparator="<", flag="L", **coded,
    )  # fmt: skip
    limits = {"range_low": Decimal("3.50"), "range_high": Decimal("5.1"), "range_unit": "mmol/L"}
    of_the_range = {
        "patient": patient,
        "status": "final",
        "number": Decimal("4.0"),
        "unit": "mmol/L",
        **coded,
    }
    for values in (
        {**limits, "critical_low": Decimal("2.8"), "critical_high": Decimal("6.20"), "flag": "N"},
        {**limits, "range_low": None},
        {"range_unit": "mmol/L", "critical_high": Decimal("6.20"), "flag": "HH"},
    ):
        LabResult.objects.create(**of_the_range, effective_at=AT, **values)
    LabResult.objects.create(patient=patient, status="cancelled", effective_at=LATER, **coded)


def _vitals(patient: Patient, visit: Visit, nell: Provider) -> None:
    VitalSigns.objects.create(
        patient=patient, visit=visit, taken_at=AT, taken_by=nell, systolic=Decimal("118.0"),
        diastolic=Decimal("70"), temperature=Decimal("37.00"), pulse=Decimal(0), spo2=Decimal(91),
        oxygen_device="nasal cannula", oxygen_flow=Decimal("2.0"), consciousness="C", weight=Decimal("70.30682"),
        typed={"temperature": ["98.60", "[degF]"], "weight": ["155.0", "[lb_av]"]},
        confirmed=["pulse", "systolic"],
    )  # fmt: skip
    VitalSigns.objects.create(
        patient=patient, visit=visit, taken_at=AT, pulse=Decimal(80), oxygen_device="air"
    )
    VitalSigns.objects.create(
        patient=patient,
        taken_at=LATER,
        consciousness="V",
        status="entered-in-error",
        error_reason="other bed",
    )
    Measurement.objects.create(
        patient=patient, visit=visit, category="survey", status="final", taken_at=AT, code_system=LOINC,
        code="44261-6", display="PHQ-9", number=Decimal("0.0"), unit="{score}",
    )  # fmt: skip


def _notes(patient: Patient, visit: Visit, dan: Provider, nell: Provider, user: User) -> None:
    signed = {"signed_at": LATER, "content_hash": content_hash(title="Evening", text=TEXT)}
    about = {"patient": patient, "visit": visit, "title": "Evening", "text": TEXT, "written_at": AT}
    Note.objects.create(**about, kind="nursing", status="draft", author=nell, is_sensitive=True)
    first = Note.objects.create(
        **about, **signed, kind="physician", status="cosigned", author=dan, signed_by=user.public_id,
        cosigned_at=LATER, cosigned_by=nell.public_id,
    )  # fmt: skip
    Note.objects.create(**about, **signed, kind="nursing", status="signed", author=nell, addendum_to=first)
    Note.objects.create(**about, kind="nursing", status="entered-in-error", error_reason="other patient")
