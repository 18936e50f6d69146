"""The views of patients, and the base views that other features build theirs on."""

from features.patients.views.base import (
    ChartListView,
    PatientFormView,
    PatientPageView,
    PatientRegionView,
    PatientView,
)
from features.patients.views.cards import Card, CardPicture
from features.patients.views.details import (
    AddAddress,
    AddConsent,
    AddName,
    AddRelative,
    ChangeAddress,
    ChangeName,
    ChangeRelative,
    EndAddress,
    EndName,
    EndRelative,
    WithdrawConsent,
)
from features.patients.views.drafts import Drafts
from features.patients.views.finding import LivingListView, PatientCount, PatientList
from features.patients.views.insurance import (
    AddCoverage,
    ChangeCard,
    ChangeCoverage,
    CheckCoverage,
    VerifyCoverage,
)
from features.patients.views.person import (
    ChangeContacts,
    Coverages,
    IdentityHistory,
    PatientBanner,
    PatientIdentity,
    PatientInsurance,
    PatientPreview,
)
from features.patients.views.photos import ChangePhoto, Photo
from features.patients.views.presence import Editors, Presence
from features.patients.views.printing import RegistrationSheet, Wristband
from features.patients.views.searching import FindPatients, FoundPatients, Suggestions
from features.patients.views.sections import ChangeCare, ChangeIdentity

__all__ = [
    "AddAddress",
    "AddConsent",
    "AddCoverage",
    "AddName",
    "AddRelative",
    "Card",
    "CardPicture",
    "ChangeAddress",
    "ChangeCard",
    "ChangeCare",
    "ChangeContacts",
    "ChangeCoverage",
    "ChangeIdentity",
    "ChangeName",
    "ChangePhoto",
    "ChangeRelative",
    "ChartListView",
    "CheckCoverage",
    "Coverages",
    "Drafts",
    "Editors",
    "EndAddress",
    "EndName",
    "EndRelative",
    "FindPatients",
    "FoundPatients",
    "IdentityHistory",
    "LivingListView",
    "PatientBanner",
    "PatientCount",
    "PatientFormView",
    "PatientIdentity",
    "PatientInsurance",
    "PatientList",
    "PatientPageView",
    "PatientPreview",
    "PatientRegionView",
    "PatientView",
    "Photo",
    "Presence",
    "RegistrationSheet",
    "Suggestions",
    "VerifyCoverage",
    "WithdrawConsent",
    "Wristband",
]
