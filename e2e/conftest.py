"""What every journey stands on: the product, a clinic of 45 patients, a browser without complaints."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import BrowserContext, Page, expect

from e2e.console import Console
from e2e.kept import KeptClinic
from e2e.people import let_in
from e2e.served import Served
from tests.conftest import _fresh_cache_and_clock  # noqa: F401 - a fixture
from tests.database import django_db_modify_db_settings, django_db_setup  # noqa: F401 - fixtures
from tools import browser as browsers

JOURNEYS = Path(__file__).parent
PATIENTS = 54
"""Of whom 45 belong to Harbour Clinic."""
PATIENCE = 10_000
"""Milliseconds that a browser on a busy machine may take for one step."""

DESK = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", "locale": "en-GB"}
"""Nothing moves: what moves is a journey of its own."""

CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: once a browser runs, no other test of the process may start an event loop."""
    items.sort(key=lambda item: JOURNEYS in item.path.parents)


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker):  # noqa: F811
    """One server for all journeys of a worker, on a free port; each journey finds its database as it was made."""
    product = Served()
    with django_db_blocker.unblock():  # before it serves, it looks whether its database is protected
        product.start()
    yield product
    product.stop()


@pytest.fixture(scope="session")
def base_url(served) -> str:
    """What pytest-playwright puts in front of every path."""
    return served.url


@pytest.fixture(scope="session")
def kept_clinic(django_db_setup, django_db_blocker):  # noqa: F811
    """The clinic of all journeys of a worker."""
    with django_db_blocker.unblock():
        kept = KeptClinic(PATIENTS)
    yield kept
    with django_db_blocker.unblock():
        kept.forget()


@pytest.fixture
def transactional_db(kept_clinic, django_db_blocker):
    """Committed rows, as pytest-django's fixture of this name promises them, which would empty every table instead."""
    with django_db_blocker.unblock():
        kept_clinic.put_back()
        yield
        connection.close()  # with a browser's loop running it is another one than without


@pytest.fixture(autouse=True)
def made_clinic(transactional_db, _fresh_cache_and_clock, served):  # noqa: F811
    """45 patients and the cast, as if nobody had ever worked with them."""
    served.watched.forget()
    yield
    served.watched.wait_until_idle()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    """The Chromium of this machine, as it runs in a container, without its own requests."""
    path = browsers.find()
    if path is None:
        pytest.exit("No Chromium was found: `make e2e` installs one, or set CHARTSIDE_BROWSER.", 2)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_FLAGS}


@pytest.fixture
def console():
    """Fails a journey whose page complained; `console.expect("status of 404")` says what it provokes."""
    heard = Console()
    yield heard
    assert not heard.complaints, "the browser complained:\n" + "\n".join(heard.complaints)


@pytest.fixture
def new_context(new_context, console) -> Callable[..., BrowserContext]:
    """Further browsers, each at a desk unless its options say otherwise, and all overheard."""
    expect.set_options(timeout=PATIENCE)

    def opened(**options) -> BrowserContext:
        context = new_context(**{**DESK, **options})
        context.set_default_timeout(PATIENCE)
        console.listen_to(context)
        return context

    return opened


@pytest.fixture
def as_person(new_context, base_url) -> Callable[..., Page]:
    """`as_person("nadia")` is a page of her browser, signed in; options are those of a context."""

    def arrived(username: str, **options) -> Page:
        context = new_context(**options)
        let_in(context, username, base_url)
        return context.new_page()

    return arrived
