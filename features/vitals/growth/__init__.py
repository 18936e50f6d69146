"""How a child's body compares with that of healthy children of the same age and sex, by the standards of WHO.

Up to 60 months the WHO Child Growth Standards (2006), by the day; from there to 19 years the WHO Reference (2007), by
the month.
"""
