"""What becomes of a form when the record was changed by somebody else meanwhile: field by field, nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """`taken` are the fields that only they changed, with their values; `contested` those that both changed."""

    taken: dict[str, Any]
    contested: tuple[str, ...]


def merge(*, before: Mapping[str, Any], theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> Merged:
    """Compares what the form showed, what stands now, and what was typed; a field unknown `before` is contested.

    Both wrote the same: there is nothing to choose. Only one side changed it: that side's value holds.
    """
    taken, contested = {}, []
    for name, mine in yours.items():
        now = theirs.get(name)
        if mine == now:
            continue
        if name in before and mine == before[name]:
            taken[name] = now
        elif name not in before or now != before[name]:
            contested.append(name)
    return Merged(taken, tuple(contested))
