"""Checks of the look: contrast, order of the styles, size of the scripts."""
