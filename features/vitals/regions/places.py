"""Where a set stands among others, beside that which it corrects."""

from typing import Any


def beside_what_they_correct(taken: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sets of a page, each that was corrected after the one that stands in its place, whatever their times."""
    here_now = {one["id"]: one for one in taken}
    in_place_of = {one["corrects_id"]: one for one in taken if one["corrects_id"] in here_now}
    ordered: list[dict[str, Any]] = []
    for one in taken:
        if one["id"] in in_place_of:
            continue
        while one and one not in ordered:
            ordered.append(one)
            one = here_now.get(one["corrects_id"], {})
    return ordered
