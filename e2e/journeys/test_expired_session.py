"""A session that is over when somebody does the next thing: nothing of the page is seen, and it goes on after the
sign-in."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from e2e import clinic
from e2e.pages.allergies import AllergyForm
from e2e.pages.patients import PatientList
from e2e.pages.session import Curtain, press_unless_hidden
from e2e.pages.sign_in import SignIn
from features.foundation.records import clock
from features.problems.models import Allergy


@pytest.fixture
def patients(as_person, console, settings):
    """A list whose stream does not look: it is what the person does next that finds the session over."""
    settings.LIVE_CHECK_SECONDS = 600
    console.expect("status of (400|401)")  # a draft under way while the session ends is 400
    return PatientList(as_person("nadia")).open()


def test_leafing_after_sixteen_idle_minutes_opens_the_dialog_and_then_leafs(patients):
    patients.choose("Status", "active")
    patients.close_filters()
    patients.go_on()
    clock.move_by(timedelta(minutes=16))
    patients.previous.click()
    curtain = Curtain(patients.page)
    expect(curtain.dialog).to_be_visible()
    expect(patients.table).to_be_hidden()
    curtain.send()

    expect(patients.names).to_have_text(clinic.names(clinic.links().filter(status="active"))[:20])
    expect(patients.chip("Status", "active")).to_be_visible()


def test_what_could_not_be_saved_is_kept_said_at_its_form_and_saved_on_request(patients, settings, served):
    settings.LIVE_CHECK_SECONDS = 600
    patient = clinic.newcomer()
    form = AllergyForm(patients.page).open(patient.public_id)
    form.tell("Latex", note="Rash after gloves")
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    served.watched.wait_until_idle()
    clock.move_by(timedelta(minutes=16))
    is_sent = press_unless_hidden(form.save_button)
    curtain = Curtain(form.page)
    expect(curtain.dialog).to_be_visible()
    assert "Rash" not in curtain.seen()
    curtain.send()

    if is_sent:
        expect(form.failure).to_contain_text("Not saved yet – your text is kept")
        expect(form.failure).to_contain_text("You were signed out meanwhile. Try again.")
    expect(form.note).to_have_value("Rash after gloves")
    assert not Allergy.objects.filter(patient=patient).exists()
    (form.try_again if is_sent else form.save_button).click()
    expect(form.allergies).to_contain_text("Latex")
    assert Allergy.objects.get(patient=patient).note == "Rash after gloves"


def test_loading_again_comes_back_to_the_same_page_and_filter(patients):
    patients.choose("Status", "active")
    patients.close_filters()
    patients.go_on()
    address, names = patients.page.url, patients.names.all_inner_texts()
    clock.move_by(timedelta(minutes=16))
    patients.page.reload()
    door = SignIn(patients.page)
    expect(door.reason("You were signed out after 15 minutes without activity.")).to_be_visible()
    door.send("nadia")

    expect(patients.page).to_have_url(address)
    expect(patients.names).to_have_text(names)


def test_whoever_keeps_working_stays_signed_in(patients):
    for _ in range(4):
        clock.move_by(timedelta(minutes=10))
        patients.page.reload()
        patients.settle()
        expect(patients.title).to_have_text("Patients")


def test_after_twelve_hours_everybody_signs_in_again(patients):
    for _ in range(59):
        clock.move_by(timedelta(minutes=12))
        patients.page.request.get("/help/")
    clock.move_by(timedelta(minutes=12))
    patients.next.click()

    expect(Curtain(patients.page).dialog).to_be_visible()
