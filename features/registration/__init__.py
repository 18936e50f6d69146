"""Registering a person: whoever comes to the desk has one record, and no second one.

Somebody types who a person is; meanwhile everybody who may be the same is shown with the evidence, and one key uses
their record instead.

Users: the front desk; nurses and physicians at night. Announces `registrations-changed`, so that two desks that
register the same person at once see each other.
"""
