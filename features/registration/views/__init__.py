"""The views of the registration."""

from features.registration.views.people import Candidates, Register, UsePatient
from features.registration.views.unnamed import (
    CandidatesOf,
    IdentifyPatient,
    RegisterNewborn,
    RegisterUnidentified,
)

__all__ = [
    "Candidates",
    "CandidatesOf",
    "IdentifyPatient",
    "Register",
    "RegisterNewborn",
    "RegisterUnidentified",
    "UsePatient",
]
