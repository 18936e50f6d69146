"""The life of a note: once signed it never becomes a draft again."""

import pytest

from features.notes.rules import NoteStatus, may_become

ALLOWED = {
    "draft": "signed entered-in-error",
    "signed": "cosigned entered-in-error",
    "cosigned": "entered-in-error",
    "entered-in-error": "",
}


@pytest.mark.parametrize("old", NoteStatus)
def test_a_note_goes_on_as_the_table_says(old):
    assert {new for new in NoteStatus if may_become(old, new)} == set(ALLOWED[old].split())
