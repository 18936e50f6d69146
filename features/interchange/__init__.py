"""Data from and for elsewhere: so far a made clinic for demonstrations, tests and measurements.

Users: developers and QA. Announces nothing.
"""
