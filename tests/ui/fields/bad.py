"""The hostile inputs that are kept outside of the repository, beside the checkouts; and answers in words."""

import json
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

PLACES = [parent / "shared" / "data" / "bad_inputs.json" for parent in Path(__file__).resolve().parents]
FOUND = next((place for place in PLACES if place.is_file()), None)


REASON = "../shared/data/bad_inputs.json is not beside this checkout"


def inputs(letter: str) -> list[str]:
    """Every text of a group; nothing where the file is not there."""
    if FOUND is None:
        return []
    groups = json.loads(FOUND.read_text(encoding="utf-8"))
    return next(values for name, values in groups.items() if name.startswith(f"{letter} "))


def group(letter: str) -> list:
    """Every input of a group as a parameter; one that is skipped where the file is not there."""
    if FOUND is None:
        return [pytest.param("", marks=pytest.mark.skip(reason=REASON))]
    return [pytest.param(value, id=ascii(value)[:40]) for value in inputs(letter)]


def answer(field, typed):
    """What a field makes of `typed`: its value, or the code of the first complaint in angle brackets."""
    try:
        return field.clean(typed)
    except ValidationError as refused:
        complaint = refused.error_list[0]
        words = refused.messages[0]
        assert words.strip(), "it complains without a word"
        assert not words[0].islower()
        assert words.endswith((".", "?"))
        return f"<{complaint.code}>"
