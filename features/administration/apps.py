"""Registers the work of administrators."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "features.administration"
    label = "administration"
