"""The names that this feature announces."""

PATIENTS_CHANGED = "patients-changed"
