"""Registers the event stream."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "features.foundation.live"
    label = "live"
