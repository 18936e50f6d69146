"""The names that this feature announces."""

VITALS_CHANGED = "vitals-changed"
ESCALATIONS_CHANGED = "escalations-changed"
