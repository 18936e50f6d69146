"""The administrator's displays: listed, added with a token that is shown once, revoked for good."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from features.administration.services import register_device, revoke_device
from features.foundation.access.devices import device_of, note_seen, read_token
from features.foundation.access.models import Device
from features.foundation.access.permissions import Role
from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent, Outcome, Purpose
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.foundation.records.saving import StaleVersion
from tests.cast import make_user
from tests.factories import DeviceFactory
from tests.forms.sent import opened
from tests.pages_read import cells, link, words

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("administration:devices"), reverse("administration:register_device")


@pytest.fixture
def display(harbour, adam) -> Device:
    return DeviceFactory(facility=harbour, name="Ward A, corridor", created_by=adam.public_id)


@pytest.fixture
def by(adam) -> Actor:
    return Actor(user=adam.public_id)


def page_of(display: Device) -> str:
    return reverse("administration:device", args=[display.public_id])


def revoking(display: Device) -> str:
    return reverse("administration:revoke_device", args=[display.public_id])


def token_in(html: str) -> str:
    """What the answer shows as the token, as somebody would type it."""
    return read_token("".join(re.findall(r'<span class="token__group">(\w+)</span>', html)))


def test_an_empty_list_says_what_a_display_is_and_how_to_begin(adam, signed_in):
    page = signed_in(adam).get(LIST).text

    assert "No display is added yet" in page
    assert link(page, "Add a display") == NEW


def test_the_list_tells_where_a_display_hangs_its_state_and_when_it_was_seen(
    harbour, display, adam, signed_in
):
    gone = DeviceFactory(facility=harbour, name="Waiting room")
    Device.objects.filter(pk=gone.pk).update(revoked_at=now())
    note_seen(display)
    page = signed_in(adam).get(LIST).text

    assert cells(page)[1:] == [
        ["Waiting room", "revoked", "not yet", "14 Mar 2026"],
        ["Ward A, corridor", "in use", "last seen 14 Mar 2026, 14:05", "14 Mar 2026"],
    ]
    assert link(page, "Ward A, corridor") == page_of(display)
    row = AuditEvent.objects.latest("id")
    assert (row.action, row.purpose, set(row.shown)) == (
        "list",
        Purpose.OPERATIONS,
        {gone.public_id, display.public_id},
    )


@pytest.mark.parametrize(("state", "name"), [("in-use", "Ward A, corridor"), ("revoked", "Waiting room")])
def test_the_list_is_narrowed_to_those_in_use_or_revoked(state, name, harbour, display, adam, signed_in):
    gone = DeviceFactory(facility=harbour, name="Waiting room")
    Device.objects.filter(pk=gone.pk).update(revoked_at=now())
    page = signed_in(adam).get(LIST, {"state": state}).text

    assert [cell[0] for cell in cells(page)[1:]] == [name]


def test_a_display_is_added_for_ones_own_facility_and_its_token_opens_it(harbour, adam, signed_in):
    answer = opened(signed_in(adam), NEW).fill(name="  Ward A, corridor ").send()

    assert answer.status_code == 200
    display = Device.objects.get()
    assert device_of(token_in(answer.text)) == display
    assert (display.name, display.facility, display.created_by) == (
        "Ward A, corridor",
        harbour,
        adam.public_id,
    )
    assert "http://testserver/wall/" in answer.text
    row = AuditEvent.objects.get(action="create")
    assert (row.user, row.object_kind, row.object_id, row.patient, row.category, row.purpose) == (
        adam.public_id,
        "device",
        display.public_id,
        None,
        "settings",
        Purpose.OPERATIONS,
    )


def test_the_token_is_shown_once_and_the_same_form_again_adds_no_second_display(adam, signed_in):
    browser = signed_in(adam)
    form = opened(browser, NEW).fill(name="Ward A")
    token = token_in(form.send().text)
    again = form.send()
    display = Device.objects.get()

    assert again.status_code == 200
    assert "cannot be shown again" in again.text
    for page in (again, browser.get(LIST), browser.get(page_of(display)), browser.get(NEW)):
        assert token_in(page.text) == ""
        assert token not in page.text
    assert AuditEvent.objects.filter(action="create").count() == 1


def test_htmx_gets_the_token_in_the_place_of_the_form(adam, signed_in):
    answer = opened(signed_in(adam, htmx=True), NEW).fill(name="Ward A").send()

    assert token_in(answer.text)
    assert "<html" not in answer.text


def test_the_token_stands_in_no_session_no_saved_form_and_no_row_of_the_trail(adam, signed_in):
    from django.contrib.sessions.models import Session

    from features.foundation.records.models import SavedForm

    browser = signed_in(adam)
    token = token_in(opened(browser, NEW).fill(name="Ward A").send().text)
    kept = [
        *(str(row.get_decoded()) for row in Session.objects.all()),
        *(str(row) for row in SavedForm.objects.values()),
        *(str(row) for row in AuditEvent.objects.values()),
        str(browser.cookies),
    ]
    assert not [row for row in kept if token in row]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "Fill this in."),
        ("ward a, CORRIDOR", "A display of this name is in use."),
        ("W" * 81, "Shorten it to 80 characters."),
    ],
)
def test_a_name_that_is_refused_comes_back_with_what_is_wrong(name, complaint, display, adam, signed_in):
    answer = opened(signed_in(adam), NEW).fill(name=name).send()

    assert answer.status_code == 422
    assert complaint in answer.text
    assert f'value="{name}"' in answer.text or not name
    assert Device.objects.get() == display
    assert not AuditEvent.objects.filter(action="create").exists()


def test_one_display_tells_who_added_it_and_offers_to_revoke_it(display, adam, signed_in):
    page = signed_in(adam).get(page_of(display)).text

    assert "14 Mar 2026, 14:05, by Adam Reyes" in words(page)
    assert "Harbour Clinic" in words(page)
    assert link(page, "Revoke") == revoking(display)
    assert AuditEvent.objects.latest("id").object_id == display.public_id


def test_a_display_is_revoked_after_one_question_and_its_token_opens_nothing(adam, signed_in):
    browser = signed_in(adam)
    token = token_in(opened(browser, NEW).fill(name="Ward A").send().text)
    display = device_of(token)
    answer = opened(browser, revoking(display)).send()

    assert (answer.status_code, answer["Location"]) == (302, page_of(display))
    assert device_of(token) is None
    revoked = Device.objects.get()
    assert (revoked.revoked_at, revoked.revoked_by, revoked.version) == (now(), adam.public_id, 2)
    row = AuditEvent.objects.get(action="revoke")
    assert (row.user, row.object_id, row.object_version) == (adam.public_id, display.public_id, 2)
    page = words(browser.get(page_of(display)).text)
    assert "revoked 14 Mar 2026, 14:05, by Adam Reyes" in page
    assert "Display revoked, 14:05." in page
    assert link(browser.get(page_of(display)).text, "Revoke") == ""


def test_a_display_is_revoked_once_however_often_it_is_said(display, adam, signed_in):
    browser = signed_in(adam, htmx=True)
    first, second = opened(browser, revoking(display)), opened(browser, revoking(display))
    answers = [first.send(), first.send(), second.send()]
    clock.move_by(timedelta(minutes=1))

    assert [answer.status_code for answer in answers] == [200] * 3
    assert all('id="administration-device"' in answer.text for answer in answers)
    assert AuditEvent.objects.filter(action="revoke").count() == 1
    assert browser.get(revoking(display))["Location"] == page_of(display)


def test_a_display_that_was_changed_meanwhile_is_not_revoked_unseen(display, by):
    Device.objects.filter(pk=display.pk).update(name="Ward B")
    with pytest.raises(StaleVersion):
        revoke_device(device=display, version=1, by=by)

    assert not Device.objects.get().is_revoked
    assert not AuditEvent.objects.filter(action="revoke").exists()


def test_the_service_gives_the_display_and_the_token_that_opens_it(harbour, by):
    display, token = register_device(facility=harbour, name="Ward A", by=by)

    assert device_of(token) == display


def test_the_privacy_officer_looks_on_and_changes_nothing(display, petra, signed_in):
    browser = signed_in(petra)

    assert "Ward A, corridor" in browser.get(LIST).text
    assert link(browser.get(LIST).text, "Add a display") == ""
    assert link(browser.get(page_of(display)).text, "Revoke") == ""
    for url in (NEW, revoking(display)):
        assert (browser.get(url).status_code, browser.post(url).status_code) == (403, 403)


def test_the_administrator_of_another_facility_finds_nothing_of_it_and_the_refusal_is_recorded(
    hillside, display, signed_in
):
    other = make_user("oscar", "Oscar Field", Role.ADMINISTRATOR, hillside)
    browser = signed_in(other)

    assert "Ward A, corridor" not in browser.get(LIST).text
    for answer in (
        browser.get(page_of(display)),
        browser.get(revoking(display)),
        browser.post(revoking(display)),
    ):
        assert answer.status_code == 404
        row = AuditEvent.objects.latest("id")
        assert (row.outcome, row.user, row.reason) == (
            Outcome.REFUSED,
            other.public_id,
            "not a display of this facility",
        )
    assert not Device.objects.get().is_revoked


def test_displays_are_a_place_of_those_who_may_see_them(adam, petra, nadia, signed_in):
    told = {
        person.username: f'href="{LIST}"' in signed_in(person).get("/help/").text
        for person in (adam, petra, nadia)
    }

    assert told == {"adam": True, "petra": True, "nadia": False}
