"""The parts of a chart that show vitals, and the forms that record them."""

from features.vitals.views.reading import Flowsheet, Latest, MeasurementHistory, Measurements, Trend

__all__ = ["Flowsheet", "Latest", "MeasurementHistory", "Measurements", "Trend"]
