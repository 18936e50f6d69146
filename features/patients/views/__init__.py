"""The views of patients, and the base views that other features build theirs on."""

from features.patients.views.base import (
    ChartListView,
    PatientFormView,
    PatientPageView,
    PatientRegionView,
    PatientView,
)
from features.patients.views.drafts import Drafts
from features.patients.views.finding import FindPatients, PatientCount, PatientList
from features.patients.views.person import (
    ChangeContacts,
    Coverages,
    IdentityHistory,
    PatientBanner,
    PatientIdentity,
    PatientInsurance,
    PatientPreview,
)
from features.patients.views.presence import Editors, Presence
from features.patients.views.sections import (
    AddAddress,
    AddConsent,
    AddName,
    AddRelative,
    ChangeAddress,
    ChangeCare,
    ChangeIdentity,
    ChangeName,
    ChangeRelative,
    WithdrawConsent,
)

__all__ = [
    "AddAddress",
    "AddConsent",
    "AddName",
    "AddRelative",
    "ChangeAddress",
    "ChangeCare",
    "ChangeContacts",
    "ChangeIdentity",
    "ChangeName",
    "ChangeRelative",
    "ChartListView",
    "Coverages",
    "Drafts",
    "Editors",
    "FindPatients",
    "IdentityHistory",
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
    "Presence",
    "WithdrawConsent",
]
