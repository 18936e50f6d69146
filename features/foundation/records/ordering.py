"""An order over dates that may be unknown: a page that begins after an unknown value would lose rows."""

from datetime import date

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce

UNKNOWN_DAY = date(1, 1, 1)
"""Where a row without a date stands: before all others, and last where the newest come first."""


def known_or_first(field: str) -> Coalesce:
    """The date of `field`, or UNKNOWN_DAY; lists order by it, and an index over the same expression answers them."""
    return Coalesce(field, Value(UNKNOWN_DAY), output_field=DateField())
