"""How every screen is answered: base views, fragments and pages, listings, tables, filters, errors, the frame.

Used by every feature. Announces nothing.
"""
