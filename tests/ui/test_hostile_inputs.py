"""Hostile texts in everything that the list takes: answered quickly, in order, and without a trace in the page."""

import json
import time
from pathlib import Path

import pytest

from tests.factories import PatientFactory

BAD_INPUTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "bad_inputs.json"
OWN = [
    "a\x00b",
    "<img src=x onerror=window.__xss=1>",
    "' OR 1=1--",
    "\u202eevil",
    "%n%s",
    "x" * 100_000,
    "\ud800",
]


def texts(*, each: int = 1) -> list[str]:
    """Our own, and `each` so many-th of the shared collection where it is there."""
    if not BAD_INPUTS.exists():
        return OWN
    groups = json.loads(BAD_INPUTS.read_text(encoding="utf-8"))
    return OWN + [text for group in groups.values() for text in group if isinstance(text, str)][::each]


@pytest.mark.skipif(
    not BAD_INPUTS.exists(), reason="the shared collection of hostile inputs is not beside this checkout"
)
def test_the_shared_collection_is_used():
    assert len(texts()) > 200


def break_the_list(client, wanted: list[str]) -> None:
    """Sends each text to everything that the list takes."""
    for text in wanted:
        sent = text.encode("utf-8", "replace").decode()
        began = time.monotonic()
        found = client.post("/patients/find/", {"text": sent})
        answers = [found, client.get(found.headers["Location"])]
        names = ("sort", "size", "at", "found", "status", "provider", "age")
        answers += [client.get("/patients/", {name: sent[:2000]}) for name in names]
        assert all(answer.status_code in (200, 302) for answer in answers), repr(text[:80])
        assert time.monotonic() - began < 2, repr(text[:80])
        assert "<img src=x" not in "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("number", range(2))
def test_no_text_breaks_the_list_or_the_search(number, harbour, nadia, signed_in):
    """A quarter of the collection; the campaign sends all of it."""
    PatientFactory(at=harbour)
    break_the_list(signed_in(nadia), texts(each=4)[number::2])


@pytest.mark.campaign
def test_no_text_of_all_breaks_the_list_or_the_search(harbour, nadia, signed_in):
    PatientFactory(at=harbour)
    break_the_list(signed_in(nadia), texts())
