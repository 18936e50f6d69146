"""The list narrowed to the beginning of a name or of the MRN; what was typed stays on the server."""

from urllib.parse import quote

import pytest

from features.foundation.audit.models import AuditEvent
from features.foundation.ui.models import SearchText
from features.foundation.ui.search_text import clean_search
from tests.factories import PatientFactory
from tests.patients.pages import chips, link, query, shown


@pytest.fixture
def people(harbour, hillside):
    names = [("O’Sullivan", "Brendan"), ("Osullivan", "Ada"), ("Öztürk", "Emre"), ("van der Berg", "Ann Marie"),
             ("Vandermeer", "Jo"), ("Martin", "Claire"), ("حداد", "يوسف")]  # fmt: skip
    found = {f: PatientFactory(family_name=f, given_names=g, at=harbour) for f, g in names}
    PatientFactory(family_name="Martin", given_names="Elsewhere", at=hillside)
    return found


def listed(answer) -> str:
    """The address of the list narrowed to what was typed, to which the page of who was found leads."""
    return answer.headers["Location"].replace("/patients/found/", "/patients/")


def find(client, text: str):
    """Types `text` and follows to the list."""
    return client.get(listed(client.post("/patients/find/", {"text": text})))


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("martin", ["Martin"]),
        ("MARTIN, CL", ["Martin"]),
        ("martin claire", ["Martin"]),
        ("martin, jo", []),
        ("osulli", ["Osullivan"]),
        ("o'sulli", ["O’Sullivan"]),
        ("O’SULLIVAN BR", ["O’Sullivan"]),
        ("ozturk", ["Öztürk"]),
        ("ÖZT", ["Öztürk"]),
        ("van der", ["van der Berg"]),
        ("vander", ["Vandermeer"]),
        ("حد", ["حداد"]),
        ("%", []),
        ("_artin", []),
        ("xyz", []),
    ],
)
def test_the_beginning_of_a_name_finds(text, families, people, nadia, signed_in):
    response = find(signed_in(nadia), text)
    if text == "%":
        assert len(shown(response)) == 7, "nothing to look for shows everybody"
    else:
        assert shown(response) == [str(people[family].public_id) for family in families]


@pytest.mark.parametrize("shorten", [0, 1, 2])
def test_the_beginning_of_an_mrn_finds(shorten, people, nadia, signed_in):
    patient = people["Martin"]
    typed = patient.mrn[: len(patient.mrn) - shorten].lower()
    assert str(patient.public_id) in shown(find(signed_in(nadia), typed))


def test_what_was_typed_is_in_no_address_and_in_the_audit_row(people, nadia, signed_in):
    client = signed_in(nadia)
    answer = client.post("/patients/find/", {"text": "martin"})
    assert "martin" not in answer.headers["Location"].lower()
    page = client.get(listed(answer))
    assert chips(page) == ["Name or MRN “martin”"]
    for mark in ('data-sort="p-mrn', 'data-size="50"', "data-remove"):
        assert "martin" not in link(page, mark).lower()
    row = AuditEvent.objects.get(action="search")
    assert row.query == "martin"
    assert [str(public_id) for public_id in row.shown] == shown(page)


def test_a_token_opens_nothing_in_another_session(people, nadia, dan, signed_in):
    url = listed(signed_in(nadia).post("/patients/find/", {"text": "martin"}))
    page = signed_in(dan).get(url)
    assert "That search has ended" in page.content.decode()
    assert "martin" not in page.content.decode().lower().replace('"/patients/', "").replace(
        "martin, claire", ""
    )
    assert len(shown(page)) == 7


@pytest.mark.parametrize("token", ["x", "", "0" * 36, "00000000-0000-0000-0000-000000000000", "\x00"])
def test_an_unknown_token_shows_everybody(token, people, nadia, signed_in):
    assert len(shown(signed_in(nadia).get("/patients/?found=" + quote(token)))) == 7


def test_the_same_text_keeps_its_token_and_another_gets_its_own(people, nadia, signed_in):
    client = signed_in(nadia)
    first = listed(client.post("/patients/find/", {"text": "martin"}))
    assert listed(client.post("/patients/find/", {"text": " martin "})) == first
    assert listed(client.post("/patients/find/", {"text": "van"})) != first
    assert shown(client.get(first)) == [str(people["Martin"].public_id)], "Back shows the earlier search"
    assert SearchText.objects.count() == 2


def test_a_search_and_filters_narrow_together(people, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    found = query(signed_in(nadia).post("/patients/find/", {"text": "martin"}).headers["Location"])
    assert set(found) == {"found"}
    client = signed_in(nadia)
    url = listed(client.post("/patients/find/", {"text": "martin"}))
    assert shown(client.get(f"{url}&sex=male")) == []
    assert len(shown(client.get(f"{url}&sex=female"))) == 1


@pytest.mark.parametrize("text", ["", " ", "—", "’’", "\u202e", "\u200b"])
def test_nothing_to_look_for_leads_to_the_whole_list(text, people, nadia, signed_in):
    assert signed_in(nadia).post("/patients/find/", {"text": text}).headers["Location"] == "/patients/"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("a\x00b", "a b"), ("  a\t b\n", "a b"), ("x" * 500, "x" * 100), ("é", "é"), ("\u202emartin", "martin")],
)
def test_what_nobody_can_type_is_not_kept(typed, kept):
    assert clean_search(typed) == kept
