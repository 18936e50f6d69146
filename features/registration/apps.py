"""The registration as Django knows it."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "features.registration"
    label = "registration"
