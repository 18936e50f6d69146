"""Vital signs and other measurements of a patient.

Users: nurses, physicians. Announces nothing yet.
"""
