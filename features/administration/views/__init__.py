"""The views of what administrators look after."""

from features.administration.views.devices import Devices, OneDevice, RegisterDevice, RevokeDevice
from features.administration.views.providers import AddProvider, ChangeProvider, Providers

__all__ = [
    "AddProvider",
    "ChangeProvider",
    "Devices",
    "OneDevice",
    "Providers",
    "RegisterDevice",
    "RevokeDevice",
]
