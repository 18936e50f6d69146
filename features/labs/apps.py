"""Registers laboratory tests, orders, reports and results."""

from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "features.labs"
    label = "labs"
