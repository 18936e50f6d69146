"""NEWS2 in the flowsheet, what could not be measured, and a corrected set beside the one that it replaces."""

from datetime import date, timedelta

import pytest

from features.problems.models import Pregnancy
from features.vitals.models import Scale2Order
from tests.factories import PatientFactory
from tests.pages_read import cells, row
from tests.vitals.sets import NORMAL, THEN, take

HOUR = timedelta(hours=1)
BAD = {
    **NORMAL,
    "respiratory_rate": "24",
    "spo2": "91",
    "temperature": "38.4",
    "pulse": "112",
    "systolic": "104",
}
"""2 + 3 + 1 + 2 + 1 = 9."""


@pytest.fixture
def amara(harbour):
    return PatientFactory(birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def sheet(nadia, signed_in):
    def shown(patient) -> str:
        return signed_in(nadia).get(f"/patients/{patient.public_id}/vitals/").content.decode()

    return shown


def test_the_score_stands_on_top_with_its_risk_by_glyph_word_and_colour(amara, sheet):
    take(amara, **BAD)
    take(amara, at=THEN - HOUR, **{**NORMAL, "respiratory_rate": "22", "pulse": "115", "temperature": "38.5"})
    take(amara, at=THEN - 2 * HOUR, **{**NORMAL, "respiratory_rate": "25"})
    take(amara, at=THEN - 3 * HOUR, **NORMAL)
    html = sheet(amara)

    assert cells(html)[2] == ["NEWS2", "9 high", "5 medium", "3 low-medium", "0 low"]
    for risk, severity in (("high", "critical"), ("medium", "abnormal"), ("low-medium", "abnormal")):
        assert f'data-severity="{severity}" data-risk="{risk}"><svg class="glyph"' in html


def test_an_incomplete_set_says_what_is_certain_and_how_much_of_it_there_is(amara, sheet):
    take(amara, **{**BAD, "temperature": None})
    take(amara, at=THEN - HOUR, **{**NORMAL, "oxygen_device": ""})
    take(amara, at=THEN - 2 * HOUR, weight="70")

    assert row(sheet(amara), "NEWS2") == ["≥ 8 high 6 of 7", "– 6 of 7", ""]


@pytest.mark.parametrize(
    ("born", "precision", "why"),
    [(date(2015, 1, 1), "day", "– under 16"), (None, "unknown", "– age not known")],
)
def test_who_has_no_score_is_told_why(harbour, sheet, born, precision, why):
    patient = PatientFactory(birth_date=born, birth_precision=precision, at=harbour)
    take(patient, **NORMAL)

    assert row(sheet(patient), "NEWS2") == [why]


def test_a_pregnancy_takes_the_score_away_at_once(amara, nadia, signed_in):
    take(amara, **NORMAL)
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/vitals/"
    first = client.get(url)
    Pregnancy.objects.create(
        patient=amara, status="pregnant", last_period_on=date(2026, 1, 1), recorded_at=THEN
    )
    second = client.get(url, headers={"If-None-Match": first.headers["ETag"]})

    assert row(first.content.decode(), "NEWS2") == ["0 low"]
    assert second.status_code == 200
    assert row(second.content.decode(), "NEWS2") == ["– pregnant"]


def test_each_set_is_scored_on_the_scale_that_held_when_it_was_taken(amara, sheet):
    take(amara, **{**NORMAL, "spo2": "90"})
    take(amara, at=THEN - 2 * HOUR, **{**NORMAL, "spo2": "90"})
    Scale2Order.objects.create(patient=amara, decided_at=THEN - HOUR, reason="COPD, target 88-92 %")

    assert row(sheet(amara), "NEWS2") == ["0 low", "3 low-medium"]


def test_what_could_not_be_measured_says_why_and_is_no_value(amara, sheet):
    take(amara, **{**NORMAL, "systolic": None, "diastolic": None, "spo2": None},
         not_measured={"blood_pressure": "refused", "spo2": "cold hands"})  # fmt: skip
    html = sheet(amara)

    assert row(html, "Blood pressure") == ["could not be measured: refused"]
    assert row(html, "SpO₂") == ["could not be measured: cold hands"]
    assert row(html, "NEWS2") == ["– 5 of 7"]


def test_a_corrected_set_stands_beside_the_one_that_it_replaces(amara, sheet):
    wrong = take(amara, **{**BAD, "pulse": "180"}, status="entered-in-error", error_reason="typed wrong")
    take(amara, at=THEN - HOUR, **NORMAL)
    take(amara, at=THEN - 2 * HOUR, **BAD, status="corrected", corrects=wrong)
    html = sheet(amara)

    assert row(html, "Pulse") == ["70 normal", "112 high corrected", "180"]
    assert '<s class="reading__value">180</s>' in html
    assert row(html, "Temperature") == ["37.0 normal", "38.4 high", "38.4"]
    assert row(html, "NEWS2") == ["0 low", "9 high", "10"]
    assert cells(html)[1][3] == "09:30entered in error: typed wrong"


def test_a_chain_of_corrections_stands_together_and_nothing_is_lost(amara, sheet):
    first = take(amara, pulse="61", status="entered-in-error", error_reason="one")
    second = take(amara, pulse="62", status="entered-in-error", error_reason="two", corrects=first)
    take(amara, pulse="63", status="corrected", corrects=second)
    take(amara, pulse="64", status="entered-in-error", error_reason="three", corrects=first)

    shown = [value.split()[0] for value in row(sheet(amara), "Pulse")]
    assert sorted(shown) == ["61", "62", "63", "64"]
    assert shown.index("62") == shown.index("63") + 1


def test_a_value_that_a_correction_took_away_is_told(amara, sheet):
    wrong = take(amara, pulse="61", pain="3", status="entered-in-error", error_reason="of the neighbour")
    take(amara, pulse="61", status="corrected", corrects=wrong)

    assert row(sheet(amara), "Pain") == ["removed", "3"]
