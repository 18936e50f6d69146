"""Registers visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "features.visits"
    label = "visits"
