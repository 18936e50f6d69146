"""Registers the screens' foundation."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "features.foundation.ui"
    label = "ui"
