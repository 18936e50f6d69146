"""The names that this feature announces."""

ALLERGIES_CHANGED = "allergies-changed"
