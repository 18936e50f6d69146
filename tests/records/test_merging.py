"""What two people did to one form is put together field by field."""

import pytest

from features.foundation.records.merging import merge


@pytest.mark.parametrize(
    ("before", "theirs", "yours", "taken", "contested"),
    [
        ("a", "a", "a", {}, ()),
        ("a", "b", "a", {"field": "b"}, ()),
        ("a", "a", "c", {}, ()),
        ("a", "b", "b", {}, ()),
        ("a", "b", "c", {}, ("field",)),
        ("", "b", "", {"field": "b"}, ()),
        ("a", "", "c", {}, ("field",)),
        (None, False, True, {}, ("field",)),
    ],
)
def test_a_field_is_taken_kept_or_contested(before, theirs, yours, taken, contested):
    merged = merge(before={"field": before}, theirs={"field": theirs}, yours={"field": yours})

    assert (merged.taken, merged.contested) == (taken, contested)


def test_what_nobody_knows_to_have_stood_there_is_contested():
    assert merge(before={}, theirs={"field": "b"}, yours={"field": "c"}).contested == ("field",)


def test_what_nobody_knows_to_have_stood_there_but_is_the_same_is_not():
    assert merge(before={}, theirs={"field": "b"}, yours={"field": "b"}).contested == ()
