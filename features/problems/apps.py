"""Registers problems, allergies, pregnancies and immunizations."""

from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "features.problems"
    label = "problems"
