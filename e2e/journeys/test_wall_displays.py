"""A display on a wall: added by the administrator, opened once by its token, dark as soon as it is revoked."""

import re

import pytest
from playwright.sync_api import expect

from e2e.pages.displays import Displays, Wall
from e2e.pages.screen import Screen

HAND = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def test_adam_hangs_up_a_display_and_takes_it_back(as_person, new_context, served):
    displays = Displays(as_person("adam")).open()
    expect(displays.page.get_by_text("No display is added yet")).to_be_visible()
    token = displays.add("Ward A, corridor")

    wall = Wall(new_context().new_page()).open()
    wall.type_token(token)
    expect(wall.title).to_have_text("Harbour Clinic")
    expect(wall.told("No board is set up for this display yet.")).to_be_visible()
    assert not [address for address in served.watched.addresses if token.split()[0] in address.upper()]

    displays.open()
    expect(displays.rows).to_have_count(1)
    expect(displays.rows.first).to_contain_text("in use")
    expect(displays.rows.first).to_contain_text("14 Mar 2026, 14:05")
    displays.read("Ward A, corridor")
    displays.revoke()
    expect(displays.fact("State")).to_have_text("revoked 14 Mar 2026, 14:05, by Adam Reyes")
    expect(displays.revoke_link).to_have_count(0)

    wall.open()
    expect(wall.told("This display may show nothing any more")).to_be_visible()
    expect(wall.token).to_be_visible()


def test_a_wall_that_nobody_touches_notices_by_itself_that_it_was_revoked(as_person, new_context):
    displays = Displays(as_person("adam")).open()
    token = displays.add("Ward A")
    page = new_context().new_page()
    page.clock.install()
    wall = Wall(page).open()
    wall.type_token(token)
    expect(wall.title).to_have_text("Harbour Clinic")
    displays.open().read("Ward A")
    displays.revoke()

    page.clock.run_for(61_000)
    expect(wall.told("This display may show nothing any more")).to_be_visible()
    expect(wall.title).to_have_text("Wall display")


def test_a_display_opens_nothing_but_its_wall(as_person, new_context):
    token = Displays(as_person("adam")).open().add("Ward A")
    wall = Wall(new_context().new_page()).open()
    wall.type_token(token)

    wall.page.goto("/patients/")
    expect(Screen(wall.page).title).to_have_text("Sign in")
    wall.open()
    expect(wall.title).to_have_text("Harbour Clinic")


@pytest.mark.parametrize(
    "options", [{}, {"java_script_enabled": False}, HAND], ids=["desk", "no script", "hand"]
)
def test_a_display_is_added_and_revoked_by_keyboard_alone(options, as_person):
    displays = Displays(as_person("adam", **options)).open()
    displays.add_link.focus()
    displays.page.keyboard.press("Enter")
    expect(displays.name).to_be_focused()
    displays.page.keyboard.type("Ward A")
    displays.page.keyboard.press("Enter")
    expect(displays.token).to_have_text(re.compile(r"^\s*([A-Z2-7]{4}\s*){13}$"))

    displays.open()
    displays.page.get_by_role("link", name="Ward A").focus()
    displays.page.keyboard.press("Enter")
    displays.revoke_link.focus()
    displays.page.keyboard.press("Enter")
    displays.revoke_button.focus()
    displays.page.keyboard.press("Enter")
    expect(displays.fact("State")).to_contain_text("revoked")


def test_nothing_scrolls_sideways_in_a_hand(as_person, new_context):
    displays = Displays(as_person("adam", **HAND)).open()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    token = displays.add("W" * 80)
    assert not displays.page.evaluate(wide)
    displays.open()
    assert not displays.page.evaluate(wide)
    displays.read("W" * 80)
    assert not displays.page.evaluate(wide)

    wall = Wall(new_context(**HAND).new_page()).open()
    wall.type_token(token)
    assert not wall.page.evaluate(wide)


def test_a_name_that_is_in_use_is_refused_where_it_was_typed(as_person, console):
    console.expect("status of 422")
    displays = Displays(as_person("adam")).open()
    displays.add("Ward A")
    displays.open().begin_to_add()
    displays.send("ward a")

    expect(displays.complaint).to_contain_text("A display of this name is in use.")
    expect(displays.name).to_have_value("ward a")
