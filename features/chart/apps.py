"""Registers the chart."""

from django.apps import AppConfig


class ChartConfig(AppConfig):
    name = "features.chart"
    label = "chart"
