"""Registers users, facilities and roles."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "features.foundation.access"
    label = "access"
