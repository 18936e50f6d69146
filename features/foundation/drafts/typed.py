"""What stands in the inputs of a form, as a browser tells it: every value, or what has changed since it last did."""

import json
from collections.abc import Callable
from typing import Any

type Typed = dict[str, list[str]]
"""The values of each input by its name, as a form would send them; line ends are line feeds."""

LONGEST = 1_900_000
"""Characters of one form; a request may hold 2 MB."""


class Unreadable(ValueError):
    """What came is no state of a form, or none that fits to what was kept before."""


def read(told: str, *, before: Typed, is_kept: Callable[[str], bool]) -> Typed:
    """`before` with the changes that a browser told: {"name": ["value"]}, or for a long text what was cut and put.

    Only inputs that `is_kept` says are kept. Raises Unreadable.
    """
    try:
        changes = json.loads(told)
    except ValueError as error:
        raise Unreadable from error
    if not isinstance(changes, dict):
        raise Unreadable
    after = {**before}
    for name, change in changes.items():
        if is_kept(name):
            after[name] = _changed(after.get(name, []), change)
    if sum(len(value) for values in after.values() for value in values) > LONGEST:
        raise Unreadable
    return after


def _changed(before: list[str], change: Any) -> list[str]:
    if isinstance(change, list) and all(isinstance(value, str) for value in change):
        return [_whole(value) for value in change]
    match change, before:
        case {"from": int(start), "cut": int(cut), "put": str(put)}, [text]:
            return [_spliced(text, start, cut, put)]
    raise Unreadable


def _spliced(text: str, start: int, cut: int, put: str) -> str:
    """`text` with `cut` units from `start` on replaced by `put`; counted in UTF-16, as browsers count."""
    units = text.encode("utf-16-le")
    if start < 0 or cut < 0 or 2 * (start + cut) > len(units):
        raise Unreadable
    spliced = units[: 2 * start] + _whole(put).encode("utf-16-le") + units[2 * (start + cut) :]
    return spliced.decode("utf-16-le", errors="replace")


def _whole(text: str) -> str:
    """Without halves of characters, which no browser shows and PostgreSQL does not take."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")
