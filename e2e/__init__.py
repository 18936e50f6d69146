"""Journeys through the product in a real browser: page objects in `pages/`, tests in `journeys/`."""
