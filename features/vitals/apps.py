"""Registers vital signs and other measurements."""

from django.apps import AppConfig


class VitalsConfig(AppConfig):
    name = "features.vitals"
    label = "vitals"
