"""axe finds nothing on the forms of vitals, on the rounds and on the trend of the score, in both colour schemes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from e2e.accessibility import faults
from e2e.journeys.test_accessibility import PROVOKED, newcomer_with_a_full_chart
from e2e.journeys.test_rounds import admit
from e2e.pages.chart import Trend
from e2e.pages.rounds import Rounds
from e2e.pages.vitals import RecordVitals, VitalsForm
from features.foundation.audit.actors import Actor
from features.patients.models import Patient
from features.vitals.frequency import order_frequency
from features.vitals.models import VitalSigns
from features.vitals.ordering import order_scale_2
from tests.vitals.sets import NORMAL, THEN, take

BY = Actor.system("a test")


def a_set_of(patient: Patient) -> list:
    return [VitalSigns.objects.get(patient=patient, status="corrected").public_id]


def on_scale_2(patient: Patient) -> list:
    order_scale_2(patient=patient, reason="COPD", by=BY)
    return []


def with_a_frequency(patient: Patient) -> list:
    return [order_frequency(patient=patient, every=120, reason="After surgery", by=BY).public_id]


def nothing(patient: Patient) -> list:
    return []


def form(name: str, after: Callable[[Patient], list], typed: dict[str, str]) -> Callable[[Page], None]:
    """A form that is open, filled in and sent: complete with what it complains of."""

    def shown(page: Page) -> None:
        patient = newcomer_with_a_full_chart()
        opened = VitalsForm(page).at(reverse(f"vitals:{name}", args=[patient.public_id, *after(patient)]))
        opened.fill(**typed)
        opened.save()
        opened.settle()
        expect(opened.form.get_by_role("alert").first).to_be_visible()

    shown.__name__ = name
    return shown


def the_form_of_a_set_with_its_flowsheet(page: Page) -> None:
    sheet = RecordVitals(page).open(newcomer_with_a_full_chart().public_id)
    sheet.type(weight="300", systolic="80", diastolic="120", temperature="98.6", spo2="90")
    expect(sheet.now("spo2")).to_contain_text("critical")


def the_rounds(page: Page) -> None:
    admit(newcomer_with_a_full_chart())
    rounds = Rounds(page).open()
    expect(rounds.rows.first).to_be_visible()


def the_trend_of_the_score(page: Page) -> None:
    patient = newcomer_with_a_full_chart()
    take(patient, at=THEN - timedelta(hours=8), **NORMAL)
    Trend(page).open_at("vitals:score_trend", patient.public_id).table_switch.click()


SHOWN = (
    the_form_of_a_set_with_its_flowsheet,
    the_rounds,
    the_trend_of_the_score,
    form("record", nothing, {"pulse": "900"}),
    form("correct", a_set_of, {"pulse": "900"}),
    form("withdraw", a_set_of, {}),
    form("order_scale_2", nothing, {}),
    form("end_scale_2", on_scale_2, {}),
    form("order_frequency", nothing, {"every": "1"}),
    form("replace_frequency", with_a_frequency, {"every": "9999"}),
    form("end_frequency", with_a_frequency, {}),
)


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.__name__)
def test_axe_finds_nothing_on_vitals(shown: Callable, as_person, console):
    page = as_person("nadia")
    console.expect(PROVOKED)
    shown(page)

    assert not (found := faults(page, console)), "\n".join(found)
