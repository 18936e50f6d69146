"""Displays for walls, as axe sees them: the wall itself, and the administrator's screens for it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.accessibility import faults
from e2e.pages.displays import Displays, Wall
from features.foundation.access.devices import new_token, note_seen
from features.foundation.access.models import Device, Facility
from features.foundation.records.clock import now
from tests.factories import DeviceFactory

REFUSED = r"status of 422"


def the_wall_that_asks(page: Page) -> None:
    Wall(page).open()


def the_wall_that_refuses(page: Page) -> None:
    Wall(page).open().type_token("wrong")
    expect(Wall(page).complaint).to_be_visible()


def the_wall(page: Page) -> None:
    token = new_token()
    DeviceFactory(facility=Facility.objects.get(name="Harbour Clinic"), token=token)
    Wall(page).open().type_token(token)
    expect(Wall(page).title).to_have_text("Harbour Clinic")


def the_wall_that_was_revoked(page: Page) -> None:
    the_wall(page)
    Device.objects.update(revoked_at=now())
    expect(Wall(page).open().told("This display may show nothing any more")).to_be_visible()


WALLS = (the_wall_that_asks, the_wall_that_refuses, the_wall, the_wall_that_was_revoked)


def no_displays(page: Page) -> None:
    Displays(page).open()


def displays(page: Page) -> None:
    added, gone = DeviceFactory.create_batch(2, facility=Facility.objects.get(name="Harbour Clinic"))
    note_seen(added)
    Device.objects.filter(pk=gone.pk).update(revoked_at=now())
    Displays(page).open()


def a_new_display(page: Page) -> None:
    Displays(page).open().begin_to_add()


def a_display_that_is_refused(page: Page) -> None:
    a_new_display(page)
    Displays(page).send("")
    expect(Displays(page).complaint).to_be_visible()


def a_token(page: Page) -> None:
    Displays(page).open().add("Ward A, corridor")


def a_display(page: Page) -> None:
    displays(page)
    Displays(page).rows.first.get_by_role("link").click()
    expect(Displays(page).revoke_link).to_be_visible()


def a_display_that_is_to_be_revoked(page: Page) -> None:
    a_display(page)
    Displays(page).begin_to_revoke()
    expect(Displays(page).revoke_button).to_be_visible()


OF_ADAM = (
    no_displays, displays, a_new_display, a_display_that_is_refused, a_token,
    a_display, a_display_that_is_to_be_revoked,
)  # fmt: skip


@pytest.mark.parametrize("shown", WALLS)
def test_axe_finds_nothing_on_a_wall(shown: Callable, new_context, console):
    page = new_context().new_page()
    console.expect(REFUSED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)


@pytest.mark.parametrize("shown", OF_ADAM)
def test_axe_finds_nothing_where_adam_works(shown: Callable, as_person, console):
    page = as_person("adam")
    console.expect(REFUSED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)
