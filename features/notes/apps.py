"""Registers clinical notes."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "features.notes"
    label = "notes"
