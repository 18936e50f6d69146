"""How near it is that something is due: `in 35 min`, `due now`, `overdue 2 h`; a script lets it count on."""

from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from lucide.templatetags.lucide import lucide

from features.foundation.ui import formats

COMING, NOW, OVERDUE = "coming", "due", "overdue"


class Due(NamedTuple):
    """When something is due and when it is overdue, and what that means at a moment, in words."""

    due_at: datetime
    overdue_at: datetime
    severity: str
    words: str


def due_as_of(due_at: datetime, overdue_at: datetime, at: datetime) -> Due:
    """What is due at one time and overdue at the same or a later one, as it stands `at` a moment."""
    if at >= overdue_at:
        return Due(due_at, overdue_at, OVERDUE, gettext("overdue {time}").format(time=_span(at - overdue_at)))
    if at >= due_at:
        return Due(due_at, overdue_at, NOW, gettext("due now"))
    return Due(due_at, overdue_at, COMING, gettext("in {time}").format(time=_span(due_at - at)))


def _span(length: timedelta) -> str:
    return formats.span(max(length.total_seconds(), formats.MINUTE))


@cache
def _clock() -> str:
    return lucide("clock-alert", size=None, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})


def draw_due(due: Due) -> SafeString:
    """Its words, with a clock while it is overdue, and the absolute time as title."""
    return format_html(
        '<span class="sev due" data-severity="{}">{}<time class="ago" datetime="{}" data-overdue="{}" title="{}">{}'
        "</time></span>",
        due.severity,
        _clock(),
        due.due_at.isoformat(),
        due.overdue_at.isoformat(),
        formats.moment(due.due_at),
        due.words,
    )
