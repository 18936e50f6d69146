"""What the parts of a chart show of medications: what is in force, all orders over time, a preview."""

from features.medications.regions.active import ACTIVE
from features.medications.regions.preview import PREVIEW
from features.medications.regions.timeline import TIMELINE

__all__ = ["ACTIVE", "PREVIEW", "TIMELINE"]
