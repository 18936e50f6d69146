"""The forms of vitals when something fails: nothing that was typed is lost, nothing is saved twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from e2e import clinic
from e2e.pages.session import Curtain, press_unless_hidden
from e2e.pages.vitals import VitalsForm
from features.foundation.audit.actors import Actor
from features.foundation.records import clock
from features.foundation.records.clock import now
from features.foundation.records.models import SavedForm
from features.patients.models import Patient
from features.vitals.frequency import order_frequency
from features.vitals.models import VitalSigns
from features.vitals.ordering import order_scale_2
from features.vitals.recording import correct_vitals
from tests.vitals.sets import take

FAILED = r"status of 50\d|net::ERR_|htmx-2\.min\.js\)$|^page error: undefined"
KEPT = "your text is kept"
BY = Actor.system("a test")


def recording(nell: Patient) -> tuple[str, dict[str, str]]:
    return reverse("vitals:record", args=[nell.public_id]), {"respiratory_rate": "22", "pulse": "108"}


def correcting(nell: Patient) -> tuple[str, dict[str, str]]:
    wrong = take(nell, at=now(), pulse="210")
    return reverse("vitals:correct", args=[nell.public_id, wrong.public_id]), {
        "pulse": "72", "reason": "typed twice",
    }  # fmt: skip


def withdrawing(nell: Patient) -> tuple[str, dict[str, str]]:
    wrong = take(nell, at=now(), pulse="210")
    return reverse("vitals:withdraw", args=[nell.public_id, wrong.public_id]), {"reason": "of a neighbour"}


def ordering_scale_2(nell: Patient) -> tuple[str, dict[str, str]]:
    return reverse("vitals:order_scale_2", args=[nell.public_id]), {"reason": "COPD, target 88 to 92 %"}


def ending_scale_2(nell: Patient) -> tuple[str, dict[str, str]]:
    order_scale_2(patient=nell, reason="COPD", by=BY)
    return reverse("vitals:end_scale_2", args=[nell.public_id]), {"reason": "no COPD after all"}


def ordering_frequency(nell: Patient) -> tuple[str, dict[str, str]]:
    return reverse("vitals:order_frequency", args=[nell.public_id]), {
        "every": "120",
        "reason": "After surgery",
    }


def ending_frequency(nell: Patient) -> tuple[str, dict[str, str]]:
    order = order_frequency(patient=nell, every=120, reason="After surgery", by=BY)
    return reverse("vitals:end_frequency", args=[nell.public_id, order.public_id]), {"reason": "Stable"}


FORMS = (
    recording, correcting, withdrawing, ordering_scale_2, ending_scale_2, ordering_frequency, ending_frequency,
)  # fmt: skip


@pytest.fixture
def nell(made_clinic):
    return clinic.newcomer()


@pytest.fixture
def filled(as_person, nell, console):
    """A form that is open and filled in, and what stands in it."""
    console.expect(FAILED)

    def opened(which: Callable) -> tuple[VitalsForm, dict[str, str]]:
        address, typed = which(nell)
        form = VitalsForm(as_person("nadia")).at(address)
        form.fill(**typed)
        form.settle()
        return form, typed

    return opened


def fail_saves(page: Page, meet: Callable[[Route], None]) -> None:
    """What HTMX posts to the form itself meets `meet`; drafts, checks and scores go through."""
    page.route(
        page.url,
        lambda route: (
            meet(route)
            if route.request.method == "POST" and "form_draft" not in (route.request.post_data or "")
            else route.continue_()
        ),
    )


def saved() -> int:
    return SavedForm.objects.count()


@pytest.mark.parametrize("which", FORMS)
@pytest.mark.parametrize("trouble", ["500", "503", "broken"])
def test_a_save_that_fails_says_so_and_a_later_try_saves_what_was_typed_once(filled, which, trouble):
    form, typed = filled(which)
    before = saved()
    fail_saves(
        form.page,
        lambda route: (
            route.abort("connectionfailed")
            if trouble == "broken"
            else route.fulfill(status=int(trouble), body="<p>a proxy</p>")
        ),
    )
    form.save()
    expect(form.failure).to_contain_text(KEPT)
    expect(form.failure).to_be_in_viewport()
    assert form.values(*typed) == typed
    assert saved() == before

    form.page.unroute(form.page.url)
    form.try_again.click()
    expect(form.form).to_have_count(0)
    assert saved() == before + 1


@pytest.mark.parametrize("which", (recording, correcting))
def test_a_server_that_is_slow_is_given_up_and_asked_again(filled, which):
    form, typed = filled(which)
    before = saved()
    form.page.evaluate("htmx.config.timeout = 400")
    fail_saves(form.page, lambda route: None)
    form.save()
    expect(form.failure).to_contain_text("The answer took too long.")
    assert form.values(*typed) == typed

    form.page.unroute(form.page.url)
    form.page.evaluate("htmx.config.timeout = 10000")
    form.try_again.click()
    expect(form.form).to_have_count(0)
    assert saved() == before + 1


@pytest.mark.parametrize("which", (recording, correcting))
def test_an_answer_that_is_lost_after_the_save_is_asked_for_again_and_saves_nothing_twice(
    filled, which, nell
):
    form, _typed = filled(which)
    lost: list = []

    def lose(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.abort("connectionfailed")

    before, sets = saved(), VitalSigns.objects.filter(patient=nell).count()
    fail_saves(form.page, lose)
    form.save()
    expect(form.failure).to_contain_text("The connection broke.")
    form.try_again.click()
    expect(form.form).to_have_count(0)
    assert (saved(), VitalSigns.objects.filter(patient=nell).count()) == (before + 1, sets + 1)


@pytest.mark.parametrize("which", FORMS)
def test_a_session_that_ended_is_begun_again_in_place_over_everything_that_was_typed(
    filled, which, settings, console, served
):
    settings.LIVE_CHECK_SECONDS = 600
    console.expect("status of (400|401)")
    form, typed = filled(which)
    before = saved()
    expect(form.page.get_by_text("Draft saved")).to_be_visible()
    served.watched.wait_until_idle()  # what is under way when the clock jumps would count as activity
    clock.move_by(timedelta(minutes=16))
    is_sent = press_unless_hidden(form.save_button)
    curtain = Curtain(form.page)
    expect(curtain.dialog).to_be_visible()
    curtain.send()

    if is_sent:
        expect(form.failure).to_contain_text("You were signed out meanwhile. Try again.")
    expect(curtain.dialog).to_be_hidden()
    assert form.values(*typed) == typed
    assert saved() == before
    (form.try_again if is_sent else form.save_button).click()
    expect(form.form).to_have_count(0)
    assert saved() == before + 1


@pytest.mark.parametrize("which", FORMS)
def test_a_double_click_saves_once(filled, which):
    form, _typed = filled(which)
    before = saved()
    form.save_button.dblclick()
    expect(form.form).to_have_count(0)
    assert saved() == before + 1


def test_enter_twice_saves_once(filled, nell):
    form, _typed = filled(recording)
    form.box("pulse").press("Enter")
    form.page.keyboard.press("Enter")
    expect(form.page.get_by_text("Vitals saved")).to_be_visible()
    assert VitalSigns.objects.filter(patient=nell).count() == 1


def test_back_after_a_save_shows_an_empty_form_and_saves_nothing(filled, nell):
    form, _typed = filled(recording)
    form.save()
    expect(form.page.get_by_text("Vitals saved")).to_be_visible()
    form.back()
    expect(form.box("pulse")).to_have_value("")
    form.settle()
    assert VitalSigns.objects.filter(patient=nell).count() == 1


def test_without_javascript_back_after_a_save_shows_an_empty_form_too(as_person, nell, console):
    console.expect("status of 422")
    form = VitalsForm(as_person("nadia", java_script_enabled=False))
    form.page.goto(reverse("vitals:record", args=[nell.public_id]))
    form.box("pulse").fill("108")
    form.save()
    form.page.go_back()
    form.save()
    expect(form.form).to_contain_text("Record at least one sign")
    assert VitalSigns.objects.filter(patient=nell).count() == 1


def test_of_two_who_correct_one_set_the_second_sees_both_values_and_chooses(filled, nell, console):
    console.expect("status of 409")
    form, _typed = filled(correcting)
    wrong = VitalSigns.objects.get(patient=nell)
    correct_vitals(
        vitals=wrong,
        version=wrong.version,
        values={"pulse": 75},
        typed={},
        confirmed=[],
        reason="misread",
        by=BY,
    )
    form.save()

    expect(form.form.get_by_role("alert").first).to_contain_text("changed this meanwhile")
    expect(form.form.get_by_role("radio", name="Theirs: 75")).to_be_visible()
    form.form.get_by_role("radio", name="Yours: 72").check()
    form.save()
    expect(form.page.get_by_text("Correction saved")).to_be_visible()
    assert VitalSigns.objects.get(patient=nell, status="corrected").pulse == 72
