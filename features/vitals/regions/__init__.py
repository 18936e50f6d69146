"""What the parts of a chart show of vital signs: the strip, the flowsheet, the trend of a sign, other measurements."""

from features.vitals.regions.flowsheet import FLOWSHEET
from features.vitals.regions.latest import LATEST, MEASUREMENTS
from features.vitals.regions.trend import TREND

__all__ = ["FLOWSHEET", "LATEST", "MEASUREMENTS", "TREND"]
