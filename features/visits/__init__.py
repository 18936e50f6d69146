"""Visits: a patient comes, is seen, stays in a bed, leaves.

So far the record; the desk and the ward get their screens later.

Users: front desk, nurses, physicians. Announces nothing yet.
"""
