"""Whether two exports say the same: ids and MRNs of a place are taken away, all else counts, the order of lists too."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any


def first_difference(first: str, second: str) -> str:
    """Where two exports differ first, as a path with both values; empty where they say the same."""
    one, other = _Export(first), _Export(second)
    return next(_differences("", one.alone, other.alone), "") or next(
        _differences("", one.linked, other.linked), ""
    )


class _Export:
    """The entries of a bundle by type: each `alone`, and `linked` by what the others say rather than by their ids."""

    def __init__(self, text: str) -> None:
        entries = json.loads(text, parse_float=str)["entry"]
        local = {entry["resource"]["id"]: "" for entry in entries}
        for entry in entries:
            _forget_mrn(entry["resource"])
        alone = [_renamed(entry, local) for entry in entries]
        labels = {
            entry["resource"]["id"]: hashlib.sha256(_sorted(bare).encode()).hexdigest()[:8]
            for entry, bare in zip(entries, alone, strict=True)
        }
        self.alone = _by_type(alone)
        self.linked = _by_type([_renamed(entry, labels) for entry in entries])


def _forget_mrn(resource: dict[str, Any]) -> None:
    if resource["resourceType"] == "Patient":
        resource["identifier"] = [
            each for each in resource["identifier"] if not each.get("system", "").startswith("urn:uuid:")
        ]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [_renamed(part, names) for part in value]
    if isinstance(value, str) and value.removeprefix("urn:uuid:") in names:
        return f"id {names[value.removeprefix('urn:uuid:')]}"
    return value


def _by_type(entries: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for entry in sorted(entries, key=_sorted):
        found.setdefault(entry["resource"]["resourceType"], []).append(entry)
    return found


def _sorted(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _differences(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from _differences(f"{path}.{key}", one.get(key, "nothing"), other.get(key, "nothing"))
    elif isinstance(one, list) and isinstance(other, list):
        for place in range(max(len(one), len(other))):
            here, there = (each[place] if place < len(each) else "nothing" for each in (one, other))
            yield from _differences(f"{path}[{place}]", here, there)
    elif one != other or type(one) is not type(other):
        yield f"{path}: {one!r} is not {other!r}"
