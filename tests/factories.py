"""Patients and what belongs to them, for tests that need a few."""

from datetime import date
from itertools import count

import factory

from features.foundation.clinical.check_characters import complete_mrn
from features.patients.models import Coverage, Patient, PatientFacility, Payer, Provider

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
