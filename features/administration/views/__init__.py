"""The views of what administrators look after."""

from features.administration.views.devices import Devices, OneDevice, RegisterDevice, RevokeDevice
from features.administration.views.payers import AddPayer, ChangePayer, Payers
from features.administration.views.providers import AddProvider, ChangeProvider, Providers

__all__ = [
    "AddPayer",
    "AddProvider",
    "ChangePayer",
    "ChangeProvider",
    "Devices",
    "OneDevice",
    "Payers",
    "Providers",
    "RegisterDevice",
    "RevokeDevice",
]
