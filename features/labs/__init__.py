"""The laboratory: its tests with their ranges, orders, reports and results.

Users: physicians, lab technicians. Announces nothing yet.
"""
