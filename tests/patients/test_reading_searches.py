"""What a typed search is read as: names, dates in any usual form, telephones, MRNs, numbers of insurances."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.patients.rules import is_one_edit, likeness, read_search, same_person_names

ON = date(2026, 11, 27)


def terms(text: str, *, day_first: bool = True) -> list[set[str]]:
    return [
        {reading.term for reading in fact.readings}
        for fact in read_search(text, on=ON, day_first=day_first).facts
    ]


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("3/7/82", {"born:1982-07-03", "born:1982-03-07"}),
        ("3.7.1982", {"born:1982-07-03", "born:1982-03-07"}),
        ("3 7 82", {"born:1982-07-03", "born:1982-03-07"}),
        ("13/7/82", {"born:1982-07-13"}),
        ("7/13/82", {"born:1982-07-13"}),
        ("1982-03-07", {"born:1982-03-07"}),
        ("1982/3/7", {"born:1982-03-07"}),
        ("7 mar 82", {"born:1982-03-07"}),
        ("7 March 1982", {"born:1982-03-07"}),
        ("7-Mar-1982", {"born:1982-03-07"}),
        ("Mar 7, 1982", {"born:1982-03-07"}),
        ("March 7th 1982", {"born:1982-03-07"}),
        ("mar 1982", {"year:1982"}),
        ("29/2/24", {"born:2024-02-29", "born:1924-02-29"}),
        ("1/1/26", {"born:2026-01-01", "born:1926-01-01"}),
        ("1/1/05", {"born:2005-01-01"}),  # nobody was born in 1905 who is not 121
        ("1/1/07", {"born:2007-01-01", "born:1907-01-01"}),
    ],
)
def test_a_birth_date_is_read_in_any_usual_form(text, born):
    assert terms(text) == [born]


@pytest.mark.parametrize(("day_first", "first"), [(True, "born:1982-07-03"), (False, "born:1982-03-07")])
def test_the_language_decides_which_reading_comes_first(day_first, first):
    assert read_search("030782", on=ON, day_first=day_first).facts[0].readings[0].term == first


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("82", {"year:1982"}),
        ("1982", {"year:1982"}),
        ("0712", {"day:1207", "day:0712"}),
        ("030782", {"born:1982-07-03", "born:1982-03-07", "mrn:030782"}),
        ("03071982", {"born:1982-07-03", "born:1982-03-07"}),
        ("19820307", {"born:1982-03-07"}),
        ("07700 900 418", {"phone:0900418"}),
        ("+44 (0)7700-900418", {"phone:0900418"}),
        ("(212) 555-0142", {"phone:5550142"}),
        ("555.0142", {"phone:5550142"}),
        ("10002T", {"mrn:10002t"}),
        ("10002t", {"mrn:10002t"}),
        ("M94606329", {"id:m94606329"}),
        ("ines@example.org", {"mail:ines@example.org"}),
    ],
)
def test_figures_are_read_as_everything_that_they_can_mean(text, wanted):
    (found,) = terms(text)
    assert wanted <= found


@pytest.mark.parametrize(
    ("text", "repaired"),
    [("10002X", "10002T"), ("10002x", "10002T"), ("10002T", ""), ("10002", ""), ("x10002", "")],
)
def test_an_mrn_whose_check_character_does_not_fit_is_repaired(text, repaired):
    sought = read_search(text, on=ON, day_first=True)
    assert sought.repaired == repaired
    if repaired:
        assert "mrn:10002t" in {reading.term for fact in sought.facts for reading in fact.readings}


@pytest.mark.parametrize(
    ("text", "words", "facts"),
    [
        ("smith 82", ("smith",), 1),
        ("ann 0712", ("ann",), 1),
        ("Almeida, Inês", ("Almeida", "Inês"), 0),
        ("smith 3 7 1982", ("smith",), 1),
        ("NF 4471 2086", ("NF",), 1),
        ("o'brien mary 7 mar 82 07700900418", ("o'brien", "mary"), 2),
        ("2024-02-30", (), 1),
        ("", (), 0),
    ],
)
def test_names_and_facts_are_told_apart(text, words, facts):
    sought = read_search(text, on=ON, day_first=True)
    assert (sought.words, len(sought.facts)) == (words, facts)


def test_the_letters_before_a_number_may_belong_to_it():
    assert read_search("NF 4471 2086", on=ON, day_first=True).joined == ("NF", "id:nf44712086")


@given(st.text(max_size=100), st.booleans())
def test_nothing_that_is_typed_breaks_the_reading(text, day_first):
    sought = read_search(text, on=ON, day_first=day_first)
    assert len(sought.words) <= 8
    assert all(fact.readings for fact in sought.facts)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("almeida", "almeyda", True), ("smith", "smiht", True), ("smith", "smth", True), ("smith", "smitth", True),
        ("smith", "smith", True), ("smith", "smyht", False), ("smith", "smi", False), ("ab", "ba", True),
        ("", "a", True),
        ("abc", "cab", False),
    ],
)  # fmt: skip
def test_one_edit_is_a_letter_more_less_other_or_swapped(one, other, near):
    assert is_one_edit(one, other) is is_one_edit(other, one) is near


def test_likeness_counts_pieces_of_three_letters():
    assert likeness("almeida", "almeida") == 1
    assert likeness("almeida", "") == 0
    assert 0.3 < likeness("almeida", "almeyda") < 0.7


@pytest.mark.parametrize(
    ("short", "name"), [("liz", "elizabeth"), ("bob", "robert"), ("pepe", "jose"), ("bill", "william")]
)
def test_short_forms_lead_both_ways(short, name):
    assert name in same_person_names(short)
    assert short in same_person_names(name)
    assert same_person_names("nobody") == frozenset()
