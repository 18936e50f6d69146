"""What a chart shows of vital signs: the strip, the flowsheet, trends, growth, other measurements, the preview."""

from features.vitals.regions.flowsheet import FLOWSHEET
from features.vitals.regions.growth import GROWTH
from features.vitals.regions.last_sets import LAST_SETS
from features.vitals.regions.latest import LATEST
from features.vitals.regions.measurements import MEASUREMENTS
from features.vitals.regions.preview import NEXT_SET, PREVIEW
from features.vitals.regions.score_trend import SCORE_TREND
from features.vitals.regions.together import TOGETHER
from features.vitals.regions.trend import TREND

__all__ = [
    "FLOWSHEET",
    "GROWTH",
    "LAST_SETS",
    "LATEST",
    "MEASUREMENTS",
    "NEXT_SET",
    "PREVIEW",
    "SCORE_TREND",
    "TOGETHER",
    "TREND",
]
