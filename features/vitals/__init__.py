"""Vital signs and other measurements of a patient.

Users: nurses, physicians. When the next set is due follows from the score of the last one and from what is ordered.
An administrator proposes what holds at a facility (limits, what is asked, due times), a physician approves it.
Announces `vitals-changed` and `escalations-changed`.
"""
