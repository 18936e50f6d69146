"""What comes out of every address of the product, for whom: no word of a chart at the desk, no word of a stranger."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from features.foundation.ui.views import MedicalBaseView
from tests.access.canaries import CLINICAL, SHOWN, column_of, make_canary, put_on_the_care_team
from tests.architecture.doors import address, browser_of, doors
from tests.forms.sent import Filled

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ELSEWHERE = {**HTMX, "HX-Current-URL": "http://testserver/patients/", "HX-History-Restore-Request": "true"}
NARROWED = "?year=2026&size=100&sort=-started&group=drug&set=1&at=&status=&q=Zq"
"""A query of everything that some page heeds."""
LEFT_OUT = 4
"""Signs of a word that are not typed: what was typed stands in the box again, the whole word may not stand there."""


def everything_asked(person, patient) -> Iterator[tuple[str, HttpResponse]]:
    """The answer of every address as a page, as a fragment, narrowed, and to its form; and what was asked."""
    for name in sorted(doors()):
        path, browser = address(name, patient), browser_of(person)
        yield f"page: {name}", browser.get(path)
        shown = browser.get(path, headers=HTMX)
        yield f"fragment: {name}", shown
        if shown.status_code == 200:
            yield f"narrowed: {name}", browser.get(path + NARROWED)
            yield f"restored: {name}", browser.get(path, headers=ELSEWHERE)
        if b"data-form" in shown.content:
            yield from forms_sent(name, Filled.from_answer(browser, path, shown))
        yield f"posted: {name}", browser.post(path)
        yield f"posted by HTMX: {name}", browser.post(path, headers=HTMX)


def forms_sent(name: str, form: Filled) -> Iterator[tuple[str, HttpResponse]]:
    """A form over a version that nobody has, with what nobody may type, kept as a draft, and as it stands."""
    typed = {field: "x\x00" for field in form.values if not field.startswith(("form_", "csrf"))}
    for what, changes in (
        ("forged", {"form_loaded": "1:2:3"}),
        ("refused", typed),
        ("kept as a draft", {"form_draft": "1"}),
        ("sent", {}),
    ):
        yield f"{what}: {name}", form.browser.post(form.url, form.values | changes, headers=HTMX)


def everything_searched(person, words: set[str]) -> Iterator[tuple[str, HttpResponse]]:
    """What the searches answer to the beginning of a word of each column."""
    browser = browser_of(person)
    for word in {column_of(word): word for word in sorted(words)}.values():
        typed = word[:-LEFT_OUT]
        yield f"found: {word}", browser.post(reverse("patients:find"), {"text": typed}, follow=True)
        yield f"suggested: {word}", browser.post(reverse("patients:suggestions"), {"text": typed})
        fields = dict.fromkeys(("family_name", "given_names", "birth", "phone_mobile", "national_id"), typed)
        yield f"compared: {word}", browser.post(reverse("registration:candidates"), fields)


def words_in(answer: HttpResponse, words: set[str]) -> set[str]:
    told = (answer.content.decode(errors="replace") + str(dict(answer.headers))).lower()
    return {word for word in words if word.lower() in told}


def told(answers: Iterator[tuple[str, HttpResponse]], words: set[str]) -> list[str]:
    """Where any of the words came out, and which."""
    found = ((asked, words_in(answer, words)) for asked, answer in answers)
    return [f"{asked}: {sorted(out)[:5]}" for asked, out in found if out]


def in_charts(words: dict[str, set[str]]) -> set[str]:
    return set().union(*(words[label] for label in CLINICAL))


def of_whom(patient, words: dict[str, set[str]]) -> set[str]:
    """Every word of the chart and of the person."""
    return set().union(*words.values()) | {patient.mrn}


def test_a_clinician_reads_words_of_every_kind_of_record(harbour, dan):
    """The canary sings where it may: the other tests would mean nothing without it."""
    patient, words = make_canary(harbour, dan, restricted=True)
    put_on_the_care_team(dan, patient)
    seen = set()
    for _asked, answer in everything_asked(dan, patient):
        seen |= words_in(answer, in_charts(words))

    assert SHOWN - {column_of(word) for word in seen} == set()


def test_no_word_of_a_chart_comes_out_at_the_desk(harbour, dan, freda):
    patient, words = make_canary(harbour, dan, restricted=False)

    assert told(everything_asked(freda, patient), in_charts(words)) == []
    assert told(everything_searched(freda, in_charts(words)), of_whom(patient, words)) == []
    assert told(everything_searched(freda, words["patients"]), {patient.mrn}), "nobody was found at all"


def test_no_word_of_a_patient_comes_out_at_another_facility(harbour, dan, olga):
    """But for the searches: there a name of anybody is found, and no chart."""
    patient, words = make_canary(harbour, dan, restricted=False)

    assert told(everything_asked(olga, patient), of_whom(patient, words)) == []
    assert told(everything_searched(olga, in_charts(words)), of_whom(patient, words)) == []
    assert told(everything_searched(olga, words["patients"]), in_charts(words)) == []


def test_no_word_of_a_restricted_patient_comes_out_beyond_the_care_team(harbour, dan, nadia):
    patient, words = make_canary(harbour, dan, restricted=True)

    assert told(everything_asked(nadia, patient), of_whom(patient, words)) == []
    assert told(everything_searched(nadia, set().union(*words.values())), of_whom(patient, words)) == []


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_an_error_tells_no_word_of_a_chart(headers, harbour, dan, freda, monkeypatch):
    """The database's own complaint quotes the value that it complains about."""
    patient, words = make_canary(harbour, dan, restricted=False)

    def break_with_a_word(self, *args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT display::date FROM problems_problem")

    monkeypatch.setattr(MedicalBaseView, "respond", break_with_a_word)
    answer = browser_of(freda).get(address("chart:summary", patient), headers=headers)

    assert answer.status_code == 500
    assert words_in(answer, of_whom(patient, words)) == set()
