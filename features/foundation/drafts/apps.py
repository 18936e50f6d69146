"""Registers drafts."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "features.foundation.drafts"
    label = "drafts"
