"""Patients and what belongs to them, for tests that need a few."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import factory

from features.foundation.access.devices import hash_of, new_token
from features.foundation.access.models import Device
from features.foundation.clinical.check_characters import complete_mrn
from features.foundation.records.clock import now
from features.labs.models import LabResult
from features.medications.models import Drug, MedicationOrder
from features.notes.models import Note
from features.patients.models import Coverage, Patient, PatientFacility, Payer, Provider
from features.problems.models import Allergy, Problem
from features.visits.models import Visit
from features.vitals.models import VitalSigns

_numbers = count(50_000)


class ProviderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provider

    family_name = "Whitlow"
    given_names = factory.Sequence(lambda n: f"Dan {n}")


class PayerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payer

    name = factory.Sequence(lambda n: f"Payer {n}")


class PatientFactory(factory.django.DjangoModelFactory):
    """A patient; `at` links them to a facility."""

    class Meta:
        model = Patient
        skip_postgeneration_save = True

    mrn_number = factory.LazyFunction(lambda: next(_numbers))
    mrn = factory.LazyAttribute(lambda patient: complete_mrn(patient.mrn_number))
    family_name = factory.Sequence(lambda n: f"Family{n:04d}")
    given_names = "Given"
    birth_date = date(1980, 5, 17)
    sex = "female"

    @factory.post_generation
    def at(patient, create, facility, **kwargs):
        if facility is not None:
            PatientFacility.objects.create(patient=patient, facility=facility)


class CoverageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Coverage

    payer = factory.SubFactory(PayerFactory)
    starts_on = date(2024, 1, 1)


class VitalSignsFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VitalSigns

    taken_at = factory.LazyFunction(now)


class LabResultFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LabResult

    code_system = "http://loinc.org"
    code = "2823-3"
    display = "Potassium [Moles/volume] in Serum"
    status = "final"
    number = Decimal("4.2")
    unit = "mmol/L"
    effective_at = factory.LazyFunction(now)


class DrugFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Drug

    display = factory.Sequence(lambda n: f"Drug {n}")


class MedicationOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MedicationOrder

    drug = factory.SubFactory(DrugFactory)
    status = "active"
    ordered_at = starts_at = factory.LazyFunction(lambda: now() - timedelta(days=2))


class ProblemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Problem

    display = "Hypertension"
    status = "active"
    verification = "confirmed"
    recorded_at = factory.LazyFunction(now)


class AllergyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allergy

    display = "Penicillin"
    status = "active"
    verification = "confirmed"
    recorded_at = factory.LazyFunction(now)


class NoteFactory(factory.django.DjangoModelFactory):
    """A signed note, unless it is told to be a draft."""

    class Meta:
        model = Note

    kind = "physician"
    status = "signed"
    title = "Progress note"
    text = "Slept well."
    written_at = factory.LazyFunction(now)
    signed_at = factory.LazyAttribute(lambda note: note.written_at if note.status == "signed" else None)
    content_hash = factory.LazyAttribute(lambda note: "0" * 64 if note.status == "signed" else "")


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    status = "finished"
    visit_class = "AMB"
    starts_at = factory.LazyFunction(now)


class DeviceFactory(factory.django.DjangoModelFactory):
    """A display; `token` is the one that it was given."""

    class Meta:
        model = Device
        exclude = ("token",)

    token = factory.LazyFunction(new_token)
    name = factory.Sequence(lambda n: f"Ward {n}, corridor")
    token_hash = factory.LazyAttribute(lambda made: hash_of(made.token))
