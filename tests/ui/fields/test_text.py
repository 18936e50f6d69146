"""Lines, texts and names: what comes back exactly, what is trimmed, and what is refused with which words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.ui.fields.text import LineField, NameField, TextField
from tests.ui.fields.bad import answer, group

EVERYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Okafor", "Okafor"),
        ("  leading and trailing \u3000", "leading and trailing"),
        ("a  b", "a  b"),
        ("a\u0301", "á"),
        ("A\u030angstr\u00f6m", "Ångström"),
        ("\ufb01 \ufb00 \u2460", "\ufb01 \ufb00 \u2460"),
        ("👩\u200d⚕️🧬", "👩\u200d⚕️🧬"),
        ("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", None),
        ("می\u200cخواهم", None),
        ("\u200fعربي", None),
        ("<b>Bob</b>", None),
        ("%27", None),
        ("-", None),
        ("\n Okafor \r\n", "Okafor"),
        ("", "<required>"),
        (" \t\u00a0", "<required>"),
        (None, "<required>"),
        ("a\x00b", "<control>"),
        ("a\x1b[31mb", "<control>"),
        ("a\x85b", "<line_break>"),
        ("a\x9bb", "<control>"),
        ("a\nb", "<line_break>"),
        ("a\r\nb", "<line_break>"),
        ("a\tb", "<line_break>"),
        ("a\u2028b", "<line_break>"),
        ("\u202eevil\u202c", "<direction>"),
        ("a\u2067b", "<direction>"),
        ("\u200b\u200d", "<invisible>"),
        ("\u3164", "<invisible>"),
        ("\u2800 \ufeff", "<invisible>"),
        ("\ufe0f", "<invisible>"),
        ("a\ufffdb", "<lost>"),
        ("a\ud800b", "<lost>"),
        ("a\uffffb", "<control>"),
        ("x" * 201, "<max_length>"),
        ("x" * 200, None),
        ("🧬" * 200, None),
        ("a\u0301" * 200, "á" * 200),
    ],
)
def test_a_line(typed, kept):
    assert answer(LineField(), typed) == (typed if kept is None else kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("one\u2028two\u2029three\x85four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a\tb"),
        ("\n\n  text \r\n", "text"),
        ("a\x0bb", "<control>"),
        ("\u200b\n\u200b", "<invisible>"),
        ("x" * 10_001, "<max_length>"),
    ],
)
def test_a_text_of_several_lines(typed, kept):
    assert answer(TextField(), typed) == kept


def test_nothing_is_an_answer_where_nothing_is_required():
    assert answer(LineField(required=False), "  ") == ""
    assert answer(LineField(required=False), "\u200b") == "<invisible>"


def test_the_message_says_how_long_it_is_and_how_long_it_may_be():
    with pytest.raises(Exception, match=r"It has 12 characters. Shorten it to 10 characters."):
        LineField(max_length=10).clean("x" * 12)


def test_the_browser_cuts_nothing_off():
    assert "maxlength" not in LineField(max_length=10).widget.attrs


@pytest.mark.parametrize("typed", group("T"))
@pytest.mark.parametrize("kind", [LineField, TextField])
def test_every_hostile_text_is_refused_or_comes_back(kind, typed):
    field = kind(required=False, max_length=1_000)
    kept = answer(field, typed)
    ends = "\n".join(unicodedata.normalize("NFC", typed).strip().splitlines())
    assert kept == (
        ends if kind is TextField and "\r\n" in typed else unicodedata.normalize("NFC", typed.strip())
    ) or (kept in ("<control>", "<direction>", "<line_break>", "<max_length>"))


@pytest.mark.parametrize("typed", group("N"))
def test_every_name_is_taken_as_it_is_written(typed):
    kept = answer(NameField(), typed)
    assert kept == ("<max_length>" if len(typed) > 120 else unicodedata.normalize("NFC", typed.strip()))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ng", None),
        ("Smith-Jones", None),
        ("María José Carreño Quiñones", None),
        ("Нина", None),
        ("李", None),
        ("van der Berg", None),
        ("D'Arcy", None),
        ("Ann-Marie / Anne", None),
        ("", None),
        ("1", "name-without-letters"),
        ("<b>Bob</b>", "name-with-signs"),
        ("Wolfe+585, Sr.", "name-with-signs"),
        ("Null", "name-placeholder"),
        ("Test", "name-placeholder"),
        ("Unknown Unknown", "name-placeholder"),
        ("Baby Boy Smith", "name-placeholder"),
        ("Twin A", "name-placeholder"),
        ("Jr.", "name-title"),
        ("Ms.", "name-title"),
        ("Dr. Prof.", "name-title"),
        ("Miss Marple", None),
    ],
)
def test_what_looks_like_no_name_is_asked_about(name, code):
    warning = NameField(required=False).warn(name)
    assert (warning and warning.code) == code


@given(EVERYTHING)
def test_whatever_is_typed_is_refused_in_words_or_kept(typed):
    for field in (LineField(), TextField(), NameField()):
        kept = answer(field, typed)
        if not kept.startswith("<") or typed.strip().startswith("<"):
            assert answer(field, kept) == kept
            field.warn(kept)


@given(PRINTABLE)
def test_what_can_be_seen_comes_back_but_for_its_composition(typed):
    kept = answer(LineField(), typed)
    assert kept in (unicodedata.normalize("NFC", typed), "<invisible>", "<lost>")
