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


def texts() -> list[str]:
    """Our own, and the shared collection where it is there."""
    if not BAD_INPUTS.exists():
        return OWN
    groups = json.loads(BAD_INPUTS.read_text(encoding="utf-8"))
    return OWN + [text for group in groups.values() for text in group if isinstance(text, str)]


@pytest.mark.skipif(
    not BAD_INPUTS.exists(), reason="the shared collection of hostile inputs is not beside this checkout"
)
def test_the_shared_collection_is_used():
    assert len(texts()) > 200


@pytest.mark.parametrize("number", range(4))
def test_no_text_breaks_the_list_or_the_search(number, harbour, nadia, signed_in):
    PatientFactory(at=harbour)
    client = signed_in(nadia)
    for text in texts()[number::4]:
        sent = text.encode("utf-8", "replace").decode()
        began = time.monotonic()
        found = client.post("/patients/find/", {"text": sent})
        answers = [found, client.get(found.headers["Location"])]
        names = ("sort", "size", "at", "found", "status", "provider", "age")
        answers += [client.get("/patients/", {name: sent[:2000]}) for name in names]
        assert all(answer.status_code in (200, 302) for answer in answers), repr(text[:80])
        assert time.monotonic() - began < 2, repr(text[:80])
        assert "<img src=x" not in "".join(answer.content.decode() for answer in answers)
