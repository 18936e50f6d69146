"""The strip of vital signs: the last of each, judged as shown, and what was never measured."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from features.foundation.records.clock import now
from tests.factories import PatientFactory, VitalSignsFactory


def cells(html: str) -> dict[str, str]:
    """The text of each sign's cell, by its name."""
    found = {}
    for cell in html.split('<div class="vital">')[1:]:
        cell = re.split('<p class="vitals__|<div class="observed"', cell)[0]
        words = " ".join(re.sub(r"<[^>]+>", " ", cell).split())
        name = re.search(r'vital__name">(?:<a [^>]+>)?([^<]+)<', cell)[1]
        found[name] = words.removeprefix(name).strip()
    return found


@pytest.fixture
def strip(chart):
    return lambda person, patient: cells(chart(person, patient, "vitals/latest"))


@pytest.mark.parametrize(
    ("sign", "value", "shown"),
    [
        ("pulse", "112", "112 /min high"),
        ("pulse", "131", "131 /min critical high"),
        ("pulse", "40", "40 /min critical low"),
        ("pulse", "72.4", "72 /min normal"),
        ("temperature", "36.056", "36.1 °C normal"),
        ("temperature", "38.36", "38.4 °C high"),
        ("spo2", "91", "91 % critical low"),
        ("spo2", "0", "0 % critical low"),
        ("respiratory_rate", "25", "25 /min critical high"),
    ],
)
def test_a_sign_is_judged_as_it_is_shown(sign, value, shown, amara, nadia, strip):
    VitalSignsFactory(patient=amara, **{sign: Decimal(value)})

    assert any(words.startswith(shown) for words in strip(nadia, amara).values()), strip(nadia, amara)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "shown"),
    [
        (104, 62, "104/62 mmHg normal"),
        (120, 0, "120/0 mmHg critical low"),
        (185, 70, "185/70 mmHg critical high"),
        (150, 70, "150/70 mmHg high"),
        (120, None, "120/– mmHg"),
    ],
)
def test_a_blood_pressure_takes_the_worse_of_its_two(systolic, diastolic, shown, amara, nadia, strip):
    VitalSignsFactory(patient=amara, systolic=systolic, diastolic=diastolic)

    assert strip(nadia, amara)["Blood pressure"].startswith(shown)


def test_what_was_never_measured_says_so(amara, nadia, strip):
    assert set(strip(nadia, amara).values()) == {"– not recorded"}


def test_a_set_in_error_shows_nowhere(amara, nadia, strip):
    VitalSignsFactory(patient=amara, pulse=200, status="entered-in-error", error_reason="wrong patient")

    assert strip(nadia, amara)["Pulse"] == "– not recorded"


def test_each_sign_has_the_time_of_its_own_last_value(amara, nadia, strip):
    VitalSignsFactory(patient=amara, pulse=80, taken_at=now() - timedelta(hours=5))
    VitalSignsFactory(patient=amara, temperature=37, taken_at=now() - timedelta(minutes=25))

    assert "5 h" in strip(nadia, amara)["Pulse"]
    assert "25 min" in strip(nadia, amara)["Temperature"]


def test_a_weight_is_found_however_many_sets_came_after_it(amara, nadia, strip):
    VitalSignsFactory(patient=amara, weight=Decimal("75.6"), height=162, taken_at=now() - timedelta(days=40))
    for hours in range(70):
        VitalSignsFactory(patient=amara, pulse=80, taken_at=now() - timedelta(hours=hours))

    assert strip(nadia, amara)["Weight"].startswith("75.6 kg")
    assert "BMI 28.8" in strip(nadia, amara)["Weight"]


def test_oxygen_and_consciousness_are_words(amara, nadia, strip):
    VitalSignsFactory(patient=amara, consciousness="V", oxygen_device="Nasal cannula", oxygen_flow=4)

    shown = strip(nadia, amara)
    assert shown["Consciousness"].startswith("Voice abnormal")
    assert shown["Oxygen"].startswith("4 L/min")
    assert "Nasal cannula" in shown["Oxygen"]


def test_a_correction_is_marked(amara, nadia, strip):
    VitalSignsFactory(patient=amara, pulse=80, status="corrected")

    assert "corrected" in strip(nadia, amara)["Pulse"]


def test_a_newborn_is_not_judged_by_the_limits_of_adults(harbour, nadia, chart):
    baby = PatientFactory(at=harbour, birth_date=now().date() - timedelta(days=2))
    VitalSignsFactory(patient=baby, pulse=140, respiratory_rate=45)

    html = chart(nadia, baby, "vitals/latest")

    assert cells(html)["Pulse"].startswith("140 /min normal")
    assert cells(html)["Respiratory rate"].startswith("45 /min normal")
    assert "not reviewed" in html


def test_a_childs_high_pressure_is_neither_called_nor_drawn_normal(harbour, nadia, chart):
    child = PatientFactory(at=harbour, birth_date=now().date() - timedelta(days=3 * 365 + 30))
    for hours, (systolic, pulse) in enumerate(((200, 100), (190, 101))):
        VitalSignsFactory(
            patient=child, systolic=systolic, pulse=pulse, taken_at=now() - timedelta(hours=hours)
        )

    html = chart(nadia, child, "vitals/latest")

    assert "normal" not in cells(html)["Blood pressure"]
    assert cells(html)["Pulse"].startswith("100 /min normal")
    pressure, pulse = (
        html.partition(f">{name}<")[2].partition("</div>\n")[0] for name in ("Blood pressure", "Pulse")
    )
    assert ("spark__line" in pressure, "spark__band" in pressure) == (True, False)
    assert ("spark__line" in pulse, "spark__band" in pulse) == (True, True)


def test_a_child_short_of_oxygen_is_critical_and_the_limits_unreviewed(harbour, nadia, chart):
    child = PatientFactory(at=harbour, birth_date=now().date() - timedelta(days=3 * 365 + 30))
    VitalSignsFactory(patient=child, spo2=80)

    html = chart(nadia, child, "vitals/latest")

    assert cells(html)["SpO₂"].startswith("80 % critical low")
    assert "not reviewed" in html


def test_a_patient_without_a_birth_date_is_not_judged(harbour, nadia, strip):
    unidentified = PatientFactory(at=harbour, birth_date=None, birth_precision="unknown")
    VitalSignsFactory(patient=unidentified, pulse=150)

    assert strip(nadia, unidentified)["Pulse"] == "150 /min now"


def test_the_course_holds_the_last_values_oldest_first(amara, nadia, chart):
    for hours, pulse in enumerate((112, 104, 96)):
        VitalSignsFactory(patient=amara, pulse=pulse, taken_at=now() - timedelta(hours=hours))

    assert 'aria-label="Last 3 values: 96, 104, 112"' in chart(nadia, amara, "vitals/latest")


def test_someone_of_104_is_an_adult(harbour, nadia, strip):
    edith = PatientFactory(at=harbour, birth_date=date(1921, 11, 4))
    VitalSignsFactory(patient=edith, pulse=112)

    assert strip(nadia, edith)["Pulse"].startswith("112 /min high")
