"""What a patient takes: drugs and the orders for them.

Users: physicians, nurses, pharmacists. Announces nothing yet.
"""
