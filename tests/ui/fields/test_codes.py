"""Codes out of a catalogue: what is found, what is kept, what is refused; and the facts of the first catalogues."""

import json

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.ui.fields import catalogues
from features.foundation.ui.fields.catalogues import Entry, Folded, catalogue, fold
from features.foundation.ui.fields.codes import CodedText, CodeField
from features.problems.catalogues import SUBSTANCES_OF_FINDINGS, allergens, category_of, reactions
from tests.ui.fields.bad import answer, group

PEANUT = CodedText("http://snomed.info/sct", "762952008", "Peanut")
KEY = "http://snomed.info/sct|762952008"
MUSTARD = CodedText("", "", "Mustard")


class AllergyForm(forms.Form):
    substance = CodeField(catalogue="allergens", free_text=True)
    reaction = CodeField(catalogue="reactions", required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Peanut", PEANUT),
        ("  PEANUT ", PEANUT),
        ("péanut", PEANUT),
        (("Peanut", KEY), PEANUT),
        (("Peanut", "http://loinc.org|1-8"), PEANUT),
        (("Peanut ", "' OR 1=1"), PEANUT),
        ("Mustard", MUSTARD),
        ("groundnut", "<unknown>"),
        ("almond", "<unknown>"),
        ("762952008", "<unknown>"),
        (("Pean", KEY), "<unknown>"),
        (("Moon dust", KEY), "<unknown>"),
        (("", KEY), "<required>"),
        ("a\x00b", "<control>"),
        ("x" * 201, "<max_length>"),
        (PEANUT, PEANUT),
    ],
)
def test_what_is_in_the_list(typed, kept):
    assert answer(CodeField(catalogue="allergens"), typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("Moon dust", CodedText("", "", "Moon dust")), ("peanut", PEANUT), ("", None)]
)
def test_words_without_a_code_where_they_are_allowed(typed, kept):
    assert answer(CodeField(catalogue="allergens", free_text=True, required=False), typed) == kept


def test_words_without_a_code_are_asked_about_and_choices_of_the_list_are_not():
    field = CodeField(catalogue="allergens", free_text=True)

    assert field.warn(PEANUT) is field.warn(MUSTARD) is field.warn(None) is None
    assert field.warn(CodedText("", "", "Moon dust")).code == "words-without-code"
    assert "Or is it Acetaminophen?" in field.warn(CodedText("", "", "paracetamol")).message


def test_a_refusal_says_what_may_have_been_meant():
    with pytest.raises(Exception, match=r"Choose from it, for example Peanut."):
        CodeField(catalogue="allergens").clean("groundnut")


def test_entries_of_the_same_words_are_told_apart_by_the_code_that_was_chosen():
    twins = [Entry("a", "1", "Cold"), Entry("b", "2", "Cold")]
    list_of_twins = Folded(tuple((entry, (fold(entry.display),)) for entry in twins))

    assert list_of_twins.exact("cold", "b|2") == twins[1]
    assert list_of_twins.exact("cold") is None
    assert list_of_twins.exact("cold", "c|3") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pean", ["Peanut"]),
        ("PÉN", ["Penicillin", "Penicillin G", "Penicillin V"]),
        ("milk", ["Cow's milk"]),
        ("cow mi", ["Cow's milk"]),
        ("penic v", ["Penicillin V"]),
        ("cillin", ["Amoxicillin"]),
        ("paracet", ["Acetaminophen"]),
        ("contrast", ["Iodinated contrast"]),
        ("735029006", ["Shellfish"]),
        ("qqq", []),
        ("   ", []),
    ],
)
def test_the_best_come_first(typed, first):
    found = [entry.display for entry in catalogue("allergens").best(typed)]
    assert found[: len(first)] == first
    assert bool(found) == bool(first)


def test_the_beginning_comes_before_the_beginning_of_a_word_and_that_before_anywhere():
    listed = [
        Entry("s", str(number), words) for number, words in enumerate(["unpeeled", "red pepper", "pear", "x"])
    ]
    listed.append(Entry("s", "9", "zz", ("peach",)))
    folded = Folded(tuple((each, tuple(map(fold, (each.display, *each.others)))) for each in listed))

    assert [entry.display for entry in folded.best("pe")] == ["pear", "zz", "red pepper", "unpeeled"]


def test_at_most_twenty_are_offered():
    assert len(catalogue("allergens").best("a")) == 20


def test_a_refused_form_shows_what_was_typed_and_forgets_no_code():
    form = AllergyForm(
        {"substance": "Peanut<", "substance_code": KEY, "reaction": "hiv", "reaction_code": "x"}
    )

    assert not form.is_valid()
    assert 'value="Peanut&lt;"' in str(form["substance"])
    assert f'value="{KEY}" data-code' in str(form["substance"])
    assert form["substance"].value() == ["Peanut<", KEY]
    assert 'aria-invalid="true"' in str(form["reaction"])
    assert form["reaction"].id_for_label == "id_reaction"


def test_a_record_is_shown_and_comes_back_unchanged():
    shown = AllergyForm(initial={"substance": PEANUT})
    assert 'value="Peanut"' in str(shown["substance"])
    again = AllergyForm({"substance": "Peanut", "substance_code": KEY}, initial={"substance": PEANUT})
    assert again.is_valid()
    assert again.cleaned_data["substance"] == PEANUT
    assert not again.has_changed()


IMPORTED = CodedText("http://snomed.info/sct", "91935009", "Allergy to peanuts")
"""As another system told it: no entry of the list."""


def sent_back(form: forms.Form, **changes: str) -> dict[str, str]:
    """What a browser sends when it was shown `form`."""
    words, key = form["substance"].value()
    return {"substance": words, "substance_code": key, **changes}


def test_a_code_that_the_list_does_not_hold_survives_while_its_words_stand():
    shown = AllergyForm(initial={"substance": IMPORTED})

    same = AllergyForm(sent_back(shown), initial={"substance": IMPORTED})
    assert same.is_valid()
    assert same.cleaned_data["substance"] == IMPORTED
    assert not same.has_changed()
    changed = AllergyForm(sent_back(shown, substance="Peanut"))
    assert changed.is_valid()
    assert changed.cleaned_data["substance"] == PEANUT


def test_a_code_that_was_never_shown_is_not_taken():
    signed = sent_back(AllergyForm(initial={"substance": IMPORTED}))["substance_code"]
    for forged in ("http://snomed.info/sct|91935009", signed[:-1] + "x", signed.partition(":")[0], "a:b"):
        form = AllergyForm({"substance": "Allergy to peanuts", "substance_code": forged})
        assert form.is_valid()
        assert form.cleaned_data["substance"] == CodedText("", "", "Allergy to peanuts")


def test_a_form_may_keep_what_it_showed_as_json():
    field = CodeField(catalogue="allergens", free_text=True)
    for code in (PEANUT, MUSTARD, IMPORTED, CodedText("", "", "Moon dust")):
        shown = json.loads(json.dumps(field.prepare_value(code)))
        assert answer(field, shown) == code
        assert field.in_words(shown) == code.display
        assert not field.has_changed(shown, shown)


def test_without_the_hidden_code_the_words_alone_do():
    form = AllergyForm({"substance": "penicillin v"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "substance": CodedText("http://www.nlm.nih.gov/research/umls/rxnorm", "7984", "Penicillin V"),
        "reaction": None,
    }


@pytest.mark.parametrize("typed", [*group("T"), *group("I")])
def test_every_hostile_text_is_no_code(typed):
    strict = answer(CodeField(catalogue="allergens", required=False), typed)
    free = answer(CodeField(catalogue="allergens", required=False, free_text=True), (typed, typed))

    assert strict is None or strict.startswith("<")
    assert free is None or isinstance(free, str) or free.code == ""


@given(st.text(max_size=30))
def test_whatever_is_typed_is_refused_in_words_or_kept(typed):
    field = CodeField(catalogue="allergens", free_text=True)
    kept = answer(field, typed)
    if isinstance(kept, CodedText):
        assert answer(field, field.prepare_value(kept)) == kept
        field.warn(kept)
    assert len(catalogue("allergens").best(typed)) <= 20


def test_a_catalogue_is_read_once_until_it_is_renewed(monkeypatch, django_capture_on_commit_callbacks, db):
    reads = []

    def read():
        reads.append(1)
        yield ("s", str(len(reads)), "Words", ())

    monkeypatch.setattr("features.problems.catalogues.allergens", read)
    assert [catalogue("allergens").exact("words").code for _ in range(3)] == ["1", "1", "1"]
    with django_capture_on_commit_callbacks(execute=True):
        catalogues.renew("allergens")
    assert catalogue("allergens").exact("words").code == "2"
    catalogues._folded.cache_clear()
    assert catalogue("allergens").exact("words").code == "2", "another process takes it from Redis"
    assert len(reads) == 2


def test_without_redis_a_catalogue_is_read_anew(monkeypatch):
    monkeypatch.setattr(catalogues.cache, "get", lambda key: None)
    monkeypatch.setattr(catalogues.cache, "get_or_set", lambda *arguments: None)

    assert answer(CodeField(catalogue="allergens"), "peanut") == PEANUT


def test_every_entry_is_called_differently_and_every_code_stands_once():
    for rows in (list(allergens()), list(reactions())):
        displays = [fold(display) for _, _, display, _ in rows]
        codes = [(system, code) for system, code, *_ in rows if code]
        assert len(displays) == len(set(displays))
        assert len(codes) == len(set(codes))
        assert all(code.isdigit() and system.startswith("http") for system, code in codes)
        assert all(system == "" for system, code, *_ in rows if not code)


def test_every_allergen_has_a_category_and_every_finding_a_substance_of_the_list():
    assert {category_of(display) for _, _, display, _ in allergens()} == {
        "food",
        "medication",
        "environment",
        "biologic",
    }
    assert category_of("Moon dust") == ""
    assert set(SUBSTANCES_OF_FINDINGS.values()) <= {code for _, code, *_ in allergens()}


def has_check_digit_of_snomed(code: str) -> bool:
    """Verhoeff's, by which SNOMED CT proves its identifiers: a code that was mistyped fails."""
    turned = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
    while len(turned) < 8:
        turned.append([turned[1][place] for place in turned[-1]])
    check = 0
    for place, digit in enumerate(reversed(code)):
        check = times(check, turned[place % 8][int(digit)])
    return check == 0


def times(one: int, other: int) -> int:
    """The product in the dihedral group of ten elements."""
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other - 5) % 5
    return 5 + (one - 5 - other) % 5 if other < 5 else (one - other) % 5


def test_the_codes_of_snomed_carry_their_check_digit():
    codes = {
        code for rows in (allergens(), reactions()) for system, code, *_ in rows if system.endswith("sct")
    }
    assert len(codes) > 25
    assert [code for code in codes | set(SUBSTANCES_OF_FINDINGS) if not has_check_digit_of_snomed(code)] == []
    assert not has_check_digit_of_snomed("762952009")
