"""What the parts of a chart show of medications: what is in force, and all orders over time."""

from features.medications.regions.active import ACTIVE
from features.medications.regions.timeline import TIMELINE

__all__ = ["ACTIVE", "TIMELINE"]
