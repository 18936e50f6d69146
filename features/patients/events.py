"""The names that this feature announces, and the topic of a chart, on which every feature above announces."""

from features.foundation.live.topics import topic

PATIENTS_CHANGED = "patients-changed"
COVERAGE_CHANGED = "coverage-changed"
CHARTS = "patient"


def chart_topic(patient) -> str:
    """The topic that every page of the patient's chart watches."""
    return topic(CHARTS, patient.public_id)
