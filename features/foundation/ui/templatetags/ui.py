"""Template tags of the screens: icons of the lucide set, flags, numbers, units, dates and the age of a value."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from features.foundation.ui import formats
from features.foundation.ui.dues import draw_due
from features.foundation.ui.severity import draw_flag, draw_number, draw_risk
from features.foundation.ui.units import unit_words

register = template.Library()
register.filter("due", draw_due)
register.filter("flag", draw_flag)
register.filter("number", draw_number)
register.filter("risk", draw_risk)
register.filter("unit", unit_words)


@register.filter
def breakable(unit: str) -> SafeString:
    """A unit that may go on in the next line after each of its slashes."""
    return format_html_join("", "{}<wbr>", ((part,) for part in re.findall("[^/]+/?|/", unit)))


@register.simple_tag
def icon(name: str, kind: str = "") -> str:
    """Draws an icon inline, hidden from screen readers: the word beside it says what it means."""
    return draw(str(name), f"icon {kind}".strip())


@lru_cache(maxsize=500)
def draw(name: str, classes: str) -> str:
    return lucide(name, size=None, **{"class": classes, "aria-hidden": "true", "focusable": "false"})


@register.filter
def day(value: date | None, precision: str = "day") -> str:
    """`14 Mar 2026`, `Mar 1958` or `1958`: as far as it is known."""
    return formats.day(value, precision)


@register.filter
def moment(value: datetime | None) -> str:
    """`14 Mar 2026, 09:30` in the facility's zone; a dash where it is not known."""
    return formats.moment(value) if value else formats.UNKNOWN


@register.filter
def ago(value: datetime) -> SafeString:
    """How long ago, `25 min`, with the absolute time as title; a script lets it count on."""
    return format_html(
        '<time class="ago" datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        formats.moment(value),
        formats.ago(value),
    )


@register.filter
def measured(value: Decimal | None) -> str:
    """A number as it is written, without an exponent; nothing where it is missing. Zero is a value."""
    return "" if value is None else f"{value:f}"
