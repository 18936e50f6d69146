"""The names that this feature announces."""

VITALS_CHANGED = "vitals-changed"
