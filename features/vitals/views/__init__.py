"""The parts of a chart that show vitals, the rounds, and the forms that record them."""

from features.vitals.views.frequency import EndFrequency, OrderFrequency, ReplaceFrequency
from features.vitals.views.reading import (
    Flowsheet,
    Growth,
    LastSets,
    Latest,
    MeasurementHistory,
    Measurements,
    ScoreTrend,
    Together,
    Trend,
)
from features.vitals.views.recording import CorrectVitals, RecordVitals, UndoVitals, WithdrawVitals
from features.vitals.views.rounds import Rounds
from features.vitals.views.scoring import EndScale2, OrderScale2, Score
from features.vitals.views.standards import DecideStandard, ProposeStandard, Standards

__all__ = [
    "CorrectVitals",
    "DecideStandard",
    "EndFrequency",
    "EndScale2",
    "Flowsheet",
    "Growth",
    "LastSets",
    "Latest",
    "MeasurementHistory",
    "Measurements",
    "OrderFrequency",
    "OrderScale2",
    "ProposeStandard",
    "RecordVitals",
    "ReplaceFrequency",
    "Rounds",
    "Score",
    "ScoreTrend",
    "Standards",
    "Together",
    "Trend",
    "UndoVitals",
    "WithdrawVitals",
]
