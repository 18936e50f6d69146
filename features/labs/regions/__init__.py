"""What the parts of a chart show of laboratory results: the last of each test, all as a grid, one as a trend."""

from features.labs.regions.grid import GRID
from features.labs.regions.latest import LATEST, MARKS, mark_words, shown_number, test_words
from features.labs.regions.trend import TREND

__all__ = ["GRID", "LATEST", "MARKS", "TREND", "mark_words", "shown_number", "test_words"]
