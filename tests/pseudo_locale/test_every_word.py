"""Every visible word of every page and region goes through gettext."""

from uuid import uuid4

import pytest
from django.contrib import messages
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from features.foundation.access.models import User
from features.foundation.drafts.models import Draft
from features.foundation.live import presence
from features.foundation.ui import errors
from features.foundation.ui.errors import PAGES
from features.patients.events import chart_topic
from features.patients.models import Patient
from features.problems.models import Allergy
from features.sign_in.rules import STEP_SECONDS, one_time_code
from features.vitals.models import ProposedStandard
from tests.architecture import doors
from tests.drafts.typing import Typing
from tests.forms.sent import Filled, opened
from tests.pseudo_locale.marks import datum
from tests.routes import checks, routes

NO_PAGES = {
    "styleguide": "for developers only: its samples are no words of the product",
    "codes:options": "takes a post only, see below",
    **dict.fromkeys(checks(), "takes a post only, see the forms"),
    "patients:photo": "is a picture",
    "patients:check_coverage": "takes a post only, see the forms",
    "patients:card_picture": "is a picture",
    "patients:card_thumbnail": "is a picture",
    "health:live": "answers a machine",
    "health:ready": "answers a machine",
    "live:stream": "is a stream",
    "account_session": "answers a machine",
    "account_stay": "answers a machine",
    "home": "leads to the first place; the one of Lars is read below",
    "patients:find": "leads to who was found",
    "patients:found": "needs a search, see below",
    "patients:suggestions": "takes a post only, see below",
    "registration:identify": "needs somebody who is not identified, see below",
    "registration:check": "takes a post only, see the forms",
    "registration:candidates": "takes a post only, see below",
    "registration:candidates_of": "takes a post only; what it draws is that of the candidates",
    "administration:change_provider": "is drawn as the form of a new provider is",
    "administration:change_payer": "is drawn as the form of a new payer is",
    "registration:use": "leads to a chart",
    "vitals:decide_standard": "needs a proposal, see below",
    "vitals:undo": "leads to the flowsheet",
    "vitals:score": "takes a post only; what it draws stands beside the form",
    "account_logout": "is a form's target",
    "mfa_deactivate_totp": "needs a second factor, see below",
    "mfa_view_recovery_codes": "needs a second factor, see below",
    "mfa_authenticate": "needs a password before it, see below",
    "account_login": "is for those outside, see below",
    "patients:presence": "is empty where nobody else is, see below",
    "patients:editors": "is empty where nobody else is, see below",
}
"""What the walk passes by, and why."""


OTHERS = {"patients:add_coverage": "freda", "vitals:propose_standard": "adam"}
"""What the nurse may not do, and who may."""


def address(name: str) -> str:
    """An address of that name, with the first patient where it asks for one."""
    return doors.address(name, Patient.objects.earliest("pk"))


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("name", sorted(set(routes()) - set(NO_PAGES)))
def test_pages_and_regions_of_somebody_signed_in(name, htmx, door, read):
    whose = "adam" if name.startswith("administration:") else OTHERS.get(name, "nadia")
    read(door(whose, htmx=htmx).get(address(name)))


@pytest.mark.parametrize("edited", ["", "patients-identity"])
def test_colleagues_in_the_same_chart(edited, door, read, clinic):
    topic, dan = chart_topic(Patient.objects.earliest("pk")), str(User.objects.get(username="dan").public_id)
    presence.stay([(topic, dan)])
    presence.edit(topic, dan, edited)
    nadias = door("nadia", htmx=True)
    read(nadias.get(address("patients:presence")))
    if edited:
        read(nadias.get(address("patients:editors")))


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize(
    "name", ["patients:change_contacts", "problems:record_allergy", "problems:refute_allergy"]
)
def test_a_form_that_comes_back(name, htmx, door, read):
    read(door("nadia", htmx=htmx).post(address(name), {"email": "no-address", "phone_mobile": "1"}), 422)


def test_a_form_that_somebody_else_changed(door, read):
    form = opened(door("nadia", htmx=True), address("problems:correct_allergy"))
    Allergy.objects.update(note=datum("theirs"), criticality="high")
    read(form.fill(note=datum("yours"), category="").send(), 409)


def test_a_form_that_asks_whether_it_is_right(door, read):
    form = opened(door("nadia", htmx=True), address("problems:record_allergy"))
    read(
        form.fill(substance=datum("Soup"), severity="severe", reaction="Hives", criticality="low").send(), 422
    )


def test_a_standard_that_waits_and_one_that_is_approved(door, read, clinic):
    told = {"source": datum("A guideline"), "reason": datum("It changed")}
    for part in ("systolic", "pain", "zero"):
        opened(door("adam"), reverse("vitals:propose_standard", args=[part])).fill(**told).send()
    for standard in ProposedStandard.objects.all():
        address = reverse("vitals:decide_standard", args=[standard.public_id])
        read(door("adam").get(reverse("vitals:standards")))
        read(door("dan").get(address))
        read(opened(door("dan", htmx=True), address).fill(decision="turned-down").send(), 422)
        opened(door("dan"), address).fill(decision="approved").send()
    read(door("dan").get(reverse("vitals:standards")))


def test_a_field_that_was_left(door, read):
    check = door("nadia", htmx=True).post(
        address("patients:check_change_contacts"),
        {"email": "no-address"},
        headers={"HX-Trigger-Name": "email"},
    )
    read(check)


@pytest.mark.parametrize(
    "query",
    [
        "?mine=yes&status=active&sex=female&age=40-65&sort=-born&size=50",
        "?status=inactive&age=80%2B",
        "?sort=mrn",
        "?at=a-position-that-is-lost",
        "?found=01a205c4-168f-74ce-b09e-73eed258acdb",
    ],
)
def test_a_list_that_was_narrowed_ordered_or_lost(query, door, read):
    for person in ("nadia", "dan"):
        read(door(person).get(reverse("patients:list") + query))
        read(door(person, htmx=True).get(reverse("patients:count") + query))


@pytest.mark.parametrize("typed", ["penic", "nothing at all is called so"])
def test_the_options_of_a_catalogue(typed, door, read):
    from features.foundation.ui.fields import catalogues

    entry = catalogues.Entry("", "", "⟨Penicillin⟩", ("⟨other⟩",))
    options = {"options": [entry] if typed == "penic" else [], "typed": typed}
    read(HttpResponse(render_to_string("components/forms/options.html", options)))


def test_every_page_of_the_list(door, read):
    client = door("nadia")
    first = client.get(reverse("patients:list"))
    read(client.get(first.context["listing"].next_url))


def test_what_is_typed_and_not_saved(door, read, clinic):
    """The offer, the form restored, the draft that is gone, the list, and the words of a sign-in."""
    client = door("nadia", htmx=True)
    url = reverse("patients:change_contacts", args=[Patient.objects.earliest("pk").public_id])
    said = Typing(opened(client, url)).type(email="⟨typed⟩").json()["said"]
    read(HttpResponse(said))
    offered = client.get(url)
    read(offered)
    form = Filled.from_answer(client, url, offered)
    told = str(Draft.objects.get().public_id)
    read(client.get(reverse("patients:drafts")))
    read(client.post(url, {**form.values, "form_restore": told}))
    read(client.post(url, {**form.values, "form_restore": str(uuid4())}))
    read(client.post(reverse("patients:drafts"), {"draft": told}))
    read(client.get(reverse("patients:drafts")))


@pytest.mark.parametrize("text", ["⟨F0⟩", "⟨nobody⟩"])
def test_a_search_that_finds_and_one_that_does_not(text, door, read):
    client = door("nadia")
    read(client.post(reverse("patients:find"), {"text": text}, follow=True))
    read(client.post(reverse("patients:suggestions"), {"text": text}))


def test_a_facility_without_patients(door, read, clinic):
    from features.patients.models import PatientFacility
    from tests.owner import as_owner

    with as_owner():
        PatientFacility.objects.all().delete()
    read(door("nadia").get(reverse("patients:list")))


def test_a_start_without_places(door, read):
    read(door("lars").get(reverse("home")))


def test_the_door(door, read):
    for because in ("", "?because=idle", "?because=long", "?because=signed-out"):
        read(door().get(reverse("account_login") + because))


def test_the_door_that_refuses_and_the_one_that_is_closed(door, read):
    client = door()
    read(client.post(reverse("account_login"), {}), 422)
    for status in (422, 422, 422, 422, 429):
        read(client.post(reverse("account_login"), {"login": "nadia", "password": "wrong"}), status)


def test_the_code(door, second_factor, read):
    client = door("nadia")
    second_factor("nadia")
    outside = door("nadia")
    read(outside.get(reverse("mfa_authenticate")))
    read(outside.post(reverse("mfa_authenticate"), {"code": ""}), 422)
    read(outside.post(reverse("mfa_authenticate"), {"code": "12345"}), 422)
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):
        read(client.get(reverse(name)))


def test_setting_up_a_second_factor(door, read):
    import time

    client = door("nadia")
    setting_up = reverse("mfa_activate_totp")
    read(client.post(setting_up, {"code": "12345"}), 422)
    secret = client.get(setting_up).context["form"].secret
    code = one_time_code(secret, int(time.time()) // STEP_SECONDS)
    read(client.post(setting_up, {"code": code}, follow=True))
    read(client.get(reverse("mfa_view_recovery_codes")))
    read(client.post(reverse("mfa_generate_recovery_codes"), follow=True))


def test_a_second_factor_that_must_stay(door, second_factor, read, settings):
    client = door("nadia")
    second_factor("nadia")
    settings.MFA_REQUIRED = True
    session = client.session
    session["second_factor_set_up_here"] = True
    session.save()
    read(client.post(reverse("mfa_deactivate_totp")), 422)


@pytest.mark.parametrize(
    ("present", "new", "again"),
    [
        ("", "", ""),
        ("wrong", "short", "other"),
        ("chartside-demo", "nadia.of-a-long-name", "nadia.of-a-long-name"),
        ("chartside-demo", "123456789012", "123456789012"),
    ],
)
def test_a_password_that_is_refused(present, new, again, door, read):
    form = {"oldpassword": present, "password1": new, "password2": again}
    read(door("nadia").post(reverse("account_change_password"), form), 422)


def test_a_password_that_is_changed(door, read):
    words = "four plain words together"
    form = {"oldpassword": "chartside-demo", "password1": words, "password2": words}
    read(door("nadia").post(reverse("account_change_password"), form, follow=True))


def test_proving_that_it_is_still_you(door, read):
    client = door("nadia")
    read(client.get(reverse("account_reauthenticate")))
    read(client.post(reverse("account_reauthenticate"), {"password": "wrong"}), 422)


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "fragment"])
@pytest.mark.parametrize("status", sorted(PAGES))
def test_refusals_and_faults(status, htmx, door, read):
    client = door("nadia", htmx=htmx)
    request = client.get("/nowhere/").wsgi_request
    read(errors.answer(request, status), status)


@pytest.mark.parametrize("level", [messages.SUCCESS, messages.INFO, messages.WARNING, messages.ERROR])
def test_messages_of_every_kind(level, read):
    from django.http import HttpResponse
    from django.utils.translation import gettext

    waiting = [messages.storage.base.Message(level, gettext("Done."))]
    html = render_to_string("components/toasts.html", {"messages": waiting}, RequestFactory().get("/"))
    read(HttpResponse(html))
