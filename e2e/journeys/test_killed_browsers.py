"""Browsers that are killed while people type into one form, also with the server started anew: five seconds are
missing at most, never somebody else's words, never half a character."""

import random
import time

import pytest
from django.urls import reverse

from e2e import clinic
from e2e.killed import Typist, units
from features.foundation.access.models import Facility
from features.foundation.access.permissions import Role
from features.foundation.drafts.models import Draft
from tests.cast import make_user
from tests.live.own_servers import Product
from tools import browser as browsers

TOGETHER = 4
MISSING = 5
"""Seconds of typing."""


@pytest.fixture
def product():
    server = Product()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def nurses():
    harbour = Facility.objects.get(name="Harbour Clinic")
    return [make_user(f"nurse{number}", f"Nurse {number}", Role.NURSE, harbour) for number in range(TOGETHER)]


def start_anew(product: Product) -> tuple[float, float]:
    """Killed as by a power cut, or stopped as at a deploy; between which seconds nobody answered."""
    gone_at = time.time()
    random.choice((product.kill, product.stop))()
    product.start()
    return gone_at, time.time()


def type_until_killed(kind, product, nurses, form: str, *, seconds: float, with_restart: bool) -> None:
    address = f"http://localhost:{product.port}"
    typists = [Typist.begin(kind, browsers.find(), nurse, address, form) for nurse in nurses]
    began, gone = time.time(), None
    restart_at = began + random.uniform(2, seconds) if with_restart else float("inf")
    ends = sorted(
        (began + random.uniform(1, seconds + 8 * with_restart), number) for number in range(len(typists))
    )
    for ends_at, number in ends:
        while time.time() < ends_at:
            if gone is None and time.time() >= restart_at:
                gone = start_anew(product)
            typists[number].page.wait_for_timeout(50)
        typists[number].kill()
    time.sleep(0.5)  # what was under way arrives
    for typist in typists:
        judge(typist, form, gone)
        typist.browser.close()


def judge(typist: Typist, form: str, gone: tuple[float, float] | None) -> None:
    kept, known = typist.kept(form), typist.killed_at
    if gone and gone[0] <= known <= gone[1] + MISSING:
        known = gone[0]  # from here on nobody answered, or not long enough
    assert typist.text.startswith(kept), "this was never typed like that"
    assert typist.text == kept or typist.text[len(kept)] not in "\u0301\u200d\ufe0f", "half a character"
    needed = typist.stood_at(known - MISSING)
    assert units(kept) >= needed, f"{units(kept)} units are kept of {needed}"


@pytest.mark.parametrize(
    ("together", "rounds", "restarts", "seconds"),
    [(2, 1, 1, 6), pytest.param(TOGETHER, 37, 13, 12, marks=pytest.mark.campaign)],
    ids=["sample", "campaign"],
)
def test_killed_browsers_lose_five_seconds_at_most(
    browser_type, product, nurses, together, rounds, restarts, seconds
):
    patient = clinic.newcomer()
    form = reverse("problems:record_allergy", args=[patient.public_id])
    for with_restart in [False] * rounds + [True] * restarts:
        Draft.objects.all().delete()
        type_until_killed(
            browser_type, product, nurses[:together], form, seconds=seconds, with_restart=with_restart
        )
