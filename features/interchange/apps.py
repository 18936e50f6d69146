"""Registers the exchange with other systems."""

from django.apps import AppConfig


class InterchangeConfig(AppConfig):
    name = "features.interchange"
    label = "interchange"
