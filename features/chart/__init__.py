"""The chart: one patient at a glance, composed of what the other features know of them.

Users: everyone who opens a patient; each sees the regions of their role. Announces nothing: its regions are others'.
"""
