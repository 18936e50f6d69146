"""Catalogues of codes by name, which features offer and the settings name; and the best matches for typed words.

`settings.CODE_CATALOGUES` maps a name to (dotted path, permission): a callable that gives the entries, and what a
person must be allowed to look them up. Redis keeps the entries for an hour under a version, which `renew` replaces when
a catalogue has changed; the process keeps them folded for search, under the same version.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.module_loading import import_string

from features.foundation.records.identifiers import new_public_id

MOST = 20
"""Options that are offered at a time."""


class Entry(NamedTuple):
    """A code with the words for it. Without a code the words are a known choice that no code is certain for."""

    system: str
    code: str
    display: str
    others: tuple[str, ...] = ()
    """Other words by which people look for it: synonyms, trade names, abbreviations."""

    @property
    def key(self) -> str:
        """What names the entry in a form."""
        return f"{self.system}|{self.code}"


class Folded(NamedTuple):
    """A catalogue ready for search: each entry with its words, unaccented and without capitals, the display first."""

    entries: tuple[tuple[Entry, tuple[str, ...]], ...]

    def exact(self, words: str, key: str = "") -> Entry | None:
        """The entry that is called `words`; where several are, the one that `key` names, else none.

        Other words never count here: they help to find, and what is found is chosen by a person. Who types "almond"
        did not say "tree nut".
        """
        typed = fold(words)
        called = [entry for entry, names in self.entries if names[0] == typed]
        if len(called) > 1:
            called = [entry for entry in called if entry.key == key]
        return called[0] if len(called) == 1 else None

    def best(self, words: str, most: int = MOST) -> list[Entry]:
        """Entries that match, best first: from the beginning, from the beginning of words, anywhere within."""
        typed = fold(words)
        if not typed:
            return []
        ranked = []
        for entry, names in self.entries:
            rank = min(_rank(typed, name) * 2 + bool(place) for place, name in enumerate(names))
            if typed == entry.code.casefold():
                rank = 0
            if rank < 2 * NO_MATCH:
                ranked.append((rank, names[0], entry))
        return [entry for *_, entry in sorted(ranked)[:most]]


NO_MATCH = 3


def _rank(typed: str, name: str) -> int:
    if name.startswith(typed):
        return 0
    words = name.replace("-", " ").split()
    if all(any(word.startswith(part) for word in words) for part in typed.split()):
        return 1
    return 2 if typed in name else NO_MATCH


def fold(words: str) -> str:
    """Unaccented, without capitals, single spaces; so that what looks alike is alike."""
    apart = unicodedata.normalize("NFKD", words[:200])
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).casefold().split())


def names() -> list[str]:
    return list(settings.CODE_CATALOGUES)


def permission_for(name: str) -> str:
    """What one must be allowed to look into the catalogue; KeyError for one that does not exist."""
    return settings.CODE_CATALOGUES[name][1]


def catalogue(name: str) -> Folded:
    """The catalogue's present entries; KeyError for one that does not exist."""
    path, _permission = settings.CODE_CATALOGUES[name]
    return _folded(name, path, version(name))


def version(name: str) -> str:
    """The present version; a new one each time where Redis is away, so that nothing old is found."""
    return cache.get_or_set(f"version:codes:{name}", _new, settings.CATALOGUES_FOR) or _new()


def renew(name: str) -> None:
    """Called by whoever changes what a catalogue is made of: on commit, everything that is kept of it is old."""
    transaction.on_commit(lambda: cache.set(f"version:codes:{name}", _new(), settings.CATALOGUES_FOR))


@lru_cache(maxsize=16)
def _folded(name: str, path: str, at_version: str) -> Folded:
    key = f"codes:{settings.RELEASE}:{name}:{at_version}"
    rows = cache.get(key)
    if rows is None:
        read: Callable[[], Iterable[tuple]] = import_string(path)
        rows = [[system, code, display, list(others)] for system, code, display, others in read()]
        cache.set(key, rows, settings.CATALOGUES_FOR)
    entries = [Entry(system, code, display, tuple(others)) for system, code, display, others in rows]
    return Folded(tuple((entry, tuple(map(fold, (entry.display, *entry.others)))) for entry in entries))


def _new() -> str:
    return new_public_id().hex
