"""The views of the registration."""

from features.registration.views.people import Candidates, Register, UsePatient
from features.registration.views.unnamed import IdentifyPatient, RegisterNewborn, RegisterUnidentified

__all__ = [
    "Candidates",
    "IdentifyPatient",
    "Register",
    "RegisterNewborn",
    "RegisterUnidentified",
    "UsePatient",
]
