"""How names and birth dates are written so that lists can sort and search them."""

from datetime import date

from django.db import models
from django.db.models import Func

UNKNOWN_BIRTH_DATE = date.min
"""How a list row says that a birth date is unknown: it sorts before all others."""

KEY_COLLATION = "C"
"""Sort and prefix keys compare byte by byte, so that one index serves order and prefix on every server."""


class NameKey(Func):
    """A name as lists sort it and searches compare it: lower case, without accents and punctuation."""

    function = "chartside_name_key"
    arity = 2
    output_field = models.CharField()
