"""The regions of problems in a chart, each at its own address."""

from features.patients.views import PatientRegionView
from features.problems import regions


class Allergies(PatientRegionView):
    shown = regions.ALLERGIES


class Problems(PatientRegionView):
    shown = regions.PROBLEMS


class Immunizations(PatientRegionView):
    shown = regions.IMMUNIZATIONS
