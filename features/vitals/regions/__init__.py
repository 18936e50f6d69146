"""What the parts of a chart show of vital signs: the strip, the flowsheet, trends, other measurements, the preview."""

from features.vitals.regions.flowsheet import FLOWSHEET
from features.vitals.regions.latest import LATEST, MEASUREMENTS
from features.vitals.regions.preview import PREVIEW
from features.vitals.regions.trend import TREND

__all__ = ["FLOWSHEET", "LATEST", "MEASUREMENTS", "PREVIEW", "TREND"]
