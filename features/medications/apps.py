"""Registers drugs and medication orders."""

from django.apps import AppConfig


class MedicationsConfig(AppConfig):
    name = "features.medications"
    label = "medications"
