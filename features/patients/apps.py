"""Registers patients, providers, payers and coverage."""

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "features.patients"
    label = "patients"
