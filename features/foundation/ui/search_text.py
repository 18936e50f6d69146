"""Keeps a typed search on the server and finds it again by its token."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError

from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.foundation.ui.models import SearchText

KEPT_FOR = timedelta(days=1)
LONGEST = 100


def clean_search(text: str) -> str:
    """What was typed, without signs that nobody can type, single-spaced and at most 100 characters long."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(printable.split())[:LONGEST]


def keep_search(*, actor: Actor, listing: str, text: str) -> UUID:
    """The token for `text` in the actor's session; texts older than a day go."""
    SearchText.objects.filter(typed_at__lt=now() - KEPT_FOR).delete()
    kept, _ = SearchText.objects.get_or_create(session=actor.session, listing=listing, text=text)
    return kept.token


def kept_search(*, actor: Actor, listing: str, token: str) -> str | None:
    """The text behind `token`, or None when it is not of this session and list, or gone."""
    try:
        found = SearchText.objects.filter(token=token, session=actor.session, listing=listing)
        return found.values_list("text", flat=True).first()
    except (ValidationError, ValueError):
        return None
