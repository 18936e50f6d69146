"""Patients and what belongs to them; other features' records descend from `OfPatient`."""

from features.patients.models.cards import CardSide, CoverageCard
from features.patients.models.coverage import Coverage, CoverageKind
from features.patients.models.details import (
    AddressUse,
    Consent,
    ConsentStatus,
    Ending,
    EndReason,
    NameUse,
    PatientAddress,
    PatientIdentifier,
    PatientName,
    PatientPhoto,
    RelatedPerson,
    holds_on,
)
from features.patients.models.findable import Findable, NearWord
from features.patients.models.links import NO_SET_DUE, CareTeamMember, PatientFacility
from features.patients.models.names import UNKNOWN_BIRTH_DATE, NameKey
from features.patients.models.of_patient import OfPatient, OfPatientQuerySet
from features.patients.models.patient import Patient, PatientStatus, Sex
from features.patients.models.providers import Organization, Payer, Provider, ProviderIdentifier
from features.patients.models.version_keys import shown_as
from features.patients.triggers import NEXT_SET_LISTED

__all__ = [
    "NEXT_SET_LISTED",
    "NO_SET_DUE",
    "UNKNOWN_BIRTH_DATE",
    "AddressUse",
    "CardSide",
    "CareTeamMember",
    "Consent",
    "ConsentStatus",
    "Coverage",
    "CoverageCard",
    "CoverageKind",
    "EndReason",
    "Ending",
    "Findable",
    "NameKey",
    "NameUse",
    "NearWord",
    "OfPatient",
    "OfPatientQuerySet",
    "Organization",
    "Patient",
    "PatientAddress",
    "PatientFacility",
    "PatientIdentifier",
    "PatientName",
    "PatientPhoto",
    "PatientStatus",
    "Payer",
    "Provider",
    "ProviderIdentifier",
    "RelatedPerson",
    "Sex",
    "holds_on",
    "shown_as",
]
