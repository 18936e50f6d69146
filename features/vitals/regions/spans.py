"""The periods of a flowsheet: how far back it looks, and where to look when there is nothing in one."""

from datetime import datetime, timedelta

from django.utils.translation import gettext

from features.foundation.records.clock import now
from features.patients.regions import Asked

SPANS = {"4h": timedelta(hours=4), "24h": timedelta(hours=24), "week": timedelta(days=7)}
ALL = ""


def span_of(asked: Asked) -> str:
    """The period that an address asks for; an unknown one is all."""
    wanted = asked.query.get("period", ALL)
    return wanted if wanted in SPANS else ALL


def since(span: str) -> datetime:
    """The moment at which a period begins; what is later is within it."""
    return now() - SPANS[span]


def span_words(span: str) -> str:
    return {
        "4h": gettext("4 hours"),
        "24h": gettext("24 hours"),
        "week": gettext("7 days"),
        ALL: gettext("All"),
    }[span]


def span_picks(asked: Asked, present: str) -> list[tuple[str, str, bool]]:
    """The words and the address of each period, from its newest set, and whether it is the present one."""
    return [(span_words(span), _address(asked, span), span == present) for span in (*SPANS, ALL)]


def url_that_holds(asked: Asked, moment: datetime) -> str:
    """The address of the shortest period that a moment lies in."""
    holding = next((span for span in SPANS if since(span) < moment), ALL)
    return _address(asked, holding)


def _address(asked: Asked, span: str) -> str:
    return asked.url(period=span, at="")
