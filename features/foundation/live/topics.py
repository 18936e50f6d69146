"""What a page may watch: topics such as `patient:<public id>`, told by the features that settings name.

A topic's versions are the truth about it, an announcement only the reason to look at once.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from features.foundation.access.models import User

type Versions = Mapping[str, str]
"""By the name of an event: what changes whenever the event has to be fired."""


class Topics(Protocol):
    """One kind of topic. Ids come from pages that we signed; whether they may still be watched is asked anew."""

    tells_presence: bool
    """Whether those who watch it see one another."""

    def watched_by(self, user: User, ids: Iterable[str]) -> set[str]:
        """Those of `ids` that the person may see at present."""

    def versions(self, ids: Iterable[str]) -> dict[str, Versions]:
        """The versions of each; a name is missing where nobody can tell it now."""


def topic(kind: str, public_id: object) -> str:
    """The name of a topic. `kind` is one that settings know."""
    return f"{kind}:{public_id}"


@cache
def kinds() -> dict[str, Topics]:
    return {kind: import_string(path) for kind, path in settings.LIVE_TOPICS.items()}


def versions_of(topics: Iterable[str]) -> dict[str, Versions]:
    """The present versions of `topics`, a question to each kind. Those of an unknown kind have none."""
    return {
        topic(kind, public_id): versions
        for kind, ids in _by_kind(topics).items()
        for public_id, versions in kinds()[kind].versions(ids).items()
    }


def watched_by(user: User, topics: Iterable[str]) -> set[str]:
    """Those of `topics` that the person may watch at present."""
    return {
        topic(kind, public_id)
        for kind, ids in _by_kind(topics).items()
        for public_id in kinds()[kind].watched_by(user, ids)
    }


def tells_presence(name: str) -> bool:
    """Whether those who watch this topic see one another."""
    kind = kinds().get(name.partition(":")[0])
    return bool(kind and kind.tells_presence)


def _by_kind(topics: Iterable[str]) -> dict[str, list[str]]:
    sorted_out: dict[str, list[str]] = {}
    for name in topics:
        kind, _colon, public_id = name.partition(":")
        if kind in kinds():
            sorted_out.setdefault(kind, []).append(public_id)
    return sorted_out
