"""Registering people."""
