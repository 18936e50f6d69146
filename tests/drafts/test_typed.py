"""What a browser tells of a form: all of it or what has changed, and never half a character."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.drafts.typed import LONGEST, Unreadable, read


def told(changes, before=None):
    return read(json.dumps(changes), before=before or {}, is_kept=lambda name: name != "password")


def test_values_take_the_place_of_those_before():
    before = {"note": ["old"], "email": ["a@b"]}

    assert told({"note": ["new"], "kind": []}, before) == {"note": ["new"], "email": ["a@b"], "kind": []}
    assert before["note"] == ["old"]


def test_inputs_that_are_not_kept_are_left_out():
    assert told({"password": ["secret"], "note": ["x"]}) == {"note": ["x"]}


def splice(before: str, after: str) -> dict:
    """As a browser finds it: what is the same at both ends is left out, whole characters only."""
    old, new = before.encode("utf-16-le"), after.encode("utf-16-le")
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    from_ = len(before[:start].encode("utf-16-le")) // 2
    return {"from": from_, "cut": len(old) // 2 - from_, "put": new[2 * from_ :].decode("utf-16-le")}


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_what_was_cut_and_put_gives_the_text_that_stands_there(head, before, after):
    change = splice(head + before, head + after)

    assert told({"note": change}, {"note": [head + before]}) == {"note": [head + after]}


@pytest.mark.parametrize("text", ["𝒳😀", "👩‍👩‍👧", "é́", "مرحبا", "a\nb"])
def test_a_character_of_two_units_is_never_halved(text):
    assert told({"note": {"from": 2, "cut": 0, "put": text}}, {"note": ["😀!"]}) == {"note": [f"😀{text}!"]}


@pytest.mark.parametrize(("start", "cut"), [(1, 0), (0, 1), (1, 2)])
def test_half_a_character_becomes_the_sign_for_it_and_never_breaks_what_is_kept(start, cut):
    [text] = told({"note": {"from": start, "cut": cut, "put": "x"}}, {"note": ["😀!"]})["note"]

    assert text.encode("utf-8").decode("utf-8") == text


def test_half_characters_that_are_told_become_the_sign_for_it():
    assert read('{"note": ["\\ud83d"]}', before={}, is_kept=lambda name: True) == {"note": ["\ufffd"]}


@pytest.mark.parametrize(
    "changes",
    [
        [],
        "note",
        {"note": "text"},
        {"note": [1]},
        {"note": None},
        {"note": {"from": 0, "cut": 1}},
        {"note": {"from": -1, "cut": 0, "put": ""}},
        {"note": {"from": 0, "cut": -1, "put": ""}},
        {"note": {"from": 9, "cut": 0, "put": ""}},
        {"note": {"from": 0, "cut": 9, "put": ""}},
        {"note": {"from": "0", "cut": 0, "put": ""}},
        {"unknown": {"from": 0, "cut": 0, "put": ""}},
    ],
)
def test_what_is_no_change_is_unreadable(changes):
    with pytest.raises(Unreadable):
        told(changes, {"note": ["four"]})


@pytest.mark.parametrize("text", ["", "{", "nothing", '{"a": [}'])
def test_what_is_no_json_is_unreadable(text):
    with pytest.raises(Unreadable):
        read(text, before={}, is_kept=lambda name: True)


def test_more_than_a_request_may_hold_is_unreadable():
    assert told({"note": ["x" * LONGEST]})
    with pytest.raises(Unreadable):
        told({"note": ["x" * LONGEST], "more": ["y"]})
