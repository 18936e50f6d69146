"""The life of a note: every step from every status, allowed or not."""

import pytest

from features.notes.rules import NoteStatus, may_become

NEXT = {
    "draft": "signed entered-in-error",
    "signed": "cosigned entered-in-error",
    "cosigned": "entered-in-error",
    "entered-in-error": "",
}


def test_the_table_knows_every_status():
    assert set(NEXT) == set(NoteStatus)


@pytest.mark.parametrize("new", NoteStatus)
@pytest.mark.parametrize("old", NoteStatus)
def test_a_note_goes_from_one_status_only_to_the_next(old, new):
    assert may_become(old, new) is (new in NEXT[old].split())
