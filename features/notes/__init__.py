"""What nurses and physicians write about a patient: drafted, signed, never changed afterwards.

Users: nurses, physicians. Announces nothing yet.
"""
