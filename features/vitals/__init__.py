"""Vital signs and other measurements of a patient.

Users: nurses, physicians. When the next set is due follows from the score of the last one and from what is ordered.
Announces `vitals-changed` and `escalations-changed`.
"""
