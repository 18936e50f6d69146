"""Two people have one chart open: what one writes, the other sees, and it never disturbs whoever types."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.living import LivingChart
from features.foundation.audit.actors import Actor
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.models import Patient
from features.patients.services import change_contacts
from features.problems.models import Allergy
from features.problems.rules import AllergyStatus, Verification


@pytest.fixture
def nell():
    return clinic.newcomer()


@pytest.fixture
def nadias(as_person, nell):
    return live(LivingChart(as_person("nadia")).open(nell.public_id))


def live(chart: LivingChart) -> LivingChart:
    expect(chart.state).to_have_attribute("data-state", "live")
    return chart


def allergy(patient: Patient, display: str) -> Allergy:
    """Written by nobody's form: by SQL, as an import or a repair would be."""
    return Allergy.objects.create(
        patient=patient,
        display=display,
        status=AllergyStatus.ACTIVE,
        verification=Verification.CONFIRMED,
        recorded_at=now(),
    )


def test_who_types_is_not_disturbed(nell, nadias, console):
    console.expect("status of 409")
    nadias.edit_contact()
    phone = nadias.field("Mobile phone")
    phone.fill("617-253-1")
    phone.evaluate("field => field.setSelectionRange(4, 8)")
    change_contacts(
        patient=nell, version=nell.version, contacts={"email": "nell@example.org"}, by=Actor.system("a test")
    )
    allergy(nell, "Penicillin")

    expect(nadias.banner).to_contain_text("Penicillin")
    expect(phone).to_have_value("617-253-1")
    expect(phone).to_be_focused()
    assert phone.evaluate("field => [field.selectionStart, field.selectionEnd]") == [4, 8]
    phone.fill("617-253-1000")
    nadias.save()  # somebody else changed something: both are shown, nothing is lost
    nadias.save()
    expect(nadias.contact).to_contain_text("nell@example.org")
    expect(nadias.contact).to_contain_text("617-253-1000")


def test_a_change_keeps_focus_selection_and_scroll_and_glows_only_where_it_is(as_person, nell):
    allergy(nell, "Latex")
    chart = live(LivingChart(as_person("nadia", reduced_motion="no-preference")).open(nell.public_id))
    chart.page.evaluate("scrollTo(0, 120)")
    more = chart.allergies.get_by_role("link", name="All allergies")
    more.focus()
    chart.allergies.get_by_text("Latex").evaluate("words => getSelection().selectAllChildren(words)")
    allergy(nell, "Walnuts")

    expect(chart.allergies.locator("[data-changed]")).to_have_text([re.compile("Walnuts")])
    assert chart.page.evaluate("document.getAnimations().length") > 0
    expect(more).to_be_focused()
    assert chart.page.evaluate("String(getSelection())") == "Latex"
    assert chart.page.evaluate("scrollY") == 120


def test_a_part_out_of_sight_waits_until_it_is_seen(nell, nadias, served):
    nadias.page.set_viewport_size({"width": 1280, "height": 400})
    served.watched.forget()
    with nadias.page.expect_response("**/banner/"), transaction.atomic():
        Patient.objects.filter(pk=nell.pk).update(email="new@example.org")
        announce(PATIENTS_CHANGED, chart_topic(nell))

    assert not asked_for(served, "/identity/")
    nadias.contact.scroll_into_view_if_needed()
    expect(nadias.contact).to_contain_text("new@example.org")
    assert len(asked_for(served, "/identity/")) == 1


def asked_for(served, part: str) -> list[str]:
    return [address for address in served.watched.addresses if part in address]
