"""The frame: the places of the role, the person, the chosen look."""

import re

import pytest

from features.foundation.ui.frame import all_parts, all_places
from tests.factories import PatientFactory


@pytest.mark.parametrize(
    ("user", "has_patients"),
    [
        ("nadia", True),
        ("dan", True),
        ("freda", True),
        ("petra", True),
        ("lars", False),
        ("paul", False),
        ("adam", False),
    ],
)
def test_the_rail_holds_the_places_of_the_role(user, has_patients, request, signed_in):
    words = signed_in(request.getfixturevalue(user)).get("/help/").content.decode()
    assert ('href="/patients/"' in words) is has_patients
    assert ('name="text"' in words) is has_patients, "the search is for those who may find patients"


@pytest.mark.parametrize(
    ("user", "place"),
    [("nadia", "/patients/"), ("freda", "/patients/"), ("adam", "/administration/devices/")],
)
def test_home_leads_to_the_first_place(user, place, request, signed_in):
    assert signed_in(request.getfixturevalue(user)).get("/").headers["Location"] == place


def test_a_role_without_places_is_told_so(lars, signed_in):
    answer = signed_in(lars).get("/")
    assert answer.status_code == 200
    assert "No place is open to you yet" in answer.content.decode()


@pytest.mark.parametrize(
    ("cookie", "theme", "density"),
    [
        ("", "system", "desk"),
        ("dark.comfortable", "dark", "comfortable"),
        ("light.desk", "light", "desk"),
        ('"><script>', "system", "desk"),
    ],
)
def test_the_look_is_the_chosen_one_and_nothing_else(cookie, theme, density, nadia, signed_in):
    client = signed_in(nadia)
    client.cookies["chartside-look"] = cookie
    words = client.get("/help/").content.decode()
    assert f'data-theme="{theme}"' in words
    assert f'data-density="{density}"' in words
    assert "<script>" not in words


def test_times_are_those_of_the_facility(nadia, harbour, signed_in):
    harbour.time_zone = "Asia/Kathmandu"
    harbour.save()
    assert "14 Mar 2026, 19:50" in signed_in(nadia).get("/help/").content.decode()


def test_after_g_each_letter_leads_to_one_place_or_part():
    letters = [place.key for place in (*all_places(), *all_parts()) if place.key]

    assert sorted(set(letters)) == sorted(letters)
    assert all(re.fullmatch("[a-z]", letter) for letter in letters)


@pytest.mark.parametrize(
    ("user", "parts"), [("nadia", "svrmontdi"), ("freda", "sti"), ("petra", "si"), ("adam", "")]
)
def test_the_sheet_of_keys_tells_the_parts_that_one_may_read(user, parts, request, signed_in):
    words = signed_in(request.getfixturevalue(user)).get("/help/").content.decode()
    sheet = words.partition('<dialog class="dialog" id="help-sheet"')[2].partition("</dialog>")[0]
    found = re.findall(r"In a chart, go to \w+</dt><dd><kbd>g</kbd> .*?<kbd>(\w)</kbd>", sheet)

    assert "".join(found) == parts


def test_each_tab_of_a_chart_has_the_letter_of_its_part(harbour, nadia, signed_in):
    page = signed_in(nadia).get(f"/patients/{PatientFactory(at=harbour).public_id}/").content.decode()
    tabs = re.findall(r'<a class="tab" [^>]*data-key="(\w)">(\w+)</a>', page)

    assert dict(tabs) == {part.key: part.label for part in all_parts()}
