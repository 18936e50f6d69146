"""The flowsheet under the form: the last sets as the flowsheet draws them, and the column of what is being typed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from features.foundation.records.clock import now
from features.problems.models import Pregnancy
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.pages_read import row
from tests.vitals.sets import NORMAL, take

pytestmark = pytest.mark.django_db

SIX = {
    "respiratory_rate": "22", "spo2": "94", "oxygen": "device", "oxygen_device": "nasal cannula", "oxygen_flow": "4",
    "systolic": "108", "diastolic": "62", "pulse": "108", "consciousness": "A",
}  # fmt: skip


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, birth_date="1958-06-02")


@pytest.fixture
def column(nadia, signed_in, patient):
    """By sign, what the answer of the score puts into the column; `day`, `time` and `score` besides."""
    browser = signed_in(nadia, htmx=True)

    def typed(of=patient, **values) -> dict[str, str]:
        html = browser.post(reverse("vitals:score", args=[of.public_id]), values).text
        cells = re.findall(
            r'<span id="vitals-now-(\w+)" hx-swap-oob="innerHTML">(.*?)</span>\n', html, re.DOTALL
        )
        return {name: " ".join(re.sub(r"<[^>]+>", " ", words).split()) for name, words in cells}

    return typed


def page(signed_in, person, name: str, *of) -> str:
    return signed_in(person).get(reverse(name, args=[one.public_id for one in of])).text


def sheet(html: str) -> str:
    """The page from the flowsheet on."""
    return html[html.index('id="vitals-last_sets"') :]


def test_the_last_six_sets_stand_under_the_form_the_newest_first_with_the_empty_column_before_them(
    patient, nadia, signed_in
):
    for step in range(8):
        take(patient, at=now() - timedelta(hours=step), **{**NORMAL, "pulse": str(60 + step)})
    html = page(signed_in, nadia, "vitals:record", patient)

    assert row(sheet(html), "Pulse") == ["", *(f"{60 + step} normal" for step in range(6))]
    assert row(sheet(html), "NEWS2") == ["", *["0 low"] * 6]
    assert row(sheet(html), "Pain") == [""] * 7
    assert html.index("Save vitals") < html.index('id="vitals-last_sets"')


def test_every_row_that_can_be_typed_is_there_before_anything_is_so_that_nothing_moves(
    patient, nadia, signed_in
):
    html = page(signed_in, nadia, "vitals:record", patient)
    rows = re.findall(r'id="vitals-now-(\w+)"', html)
    assert rows == [
        "day", "time", "score", "respiratory_rate", "spo2", "oxygen", "blood_pressure", "pulse", "temperature",
        "consciousness", "pain", "weight", "height", "bmi",
    ]  # fmt: skip
    assert "no set yet" in html


def test_what_is_typed_stands_in_the_column_judged_with_what_the_score_still_misses(column):
    said = column(**SIX, taken_at="")

    assert (said["day"], said["time"][5:]) == ("Now", ", not saved")
    assert said["score"] == "≥ 7 high"
    assert (said["respiratory_rate"], said["spo2"]) == ("22 high", "94 low")
    assert (said["oxygen"], said["blood_pressure"]) == ("4 L/min nasal cannula", "108/62 normal")
    assert (said["consciousness"], said["temperature"], said["pain"]) == ("Alert", "missing", "")


def test_nothing_is_missing_before_something_is_scored(column):
    assert not any(
        words for name, words in column(weight="80").items() if name not in ("day", "time", "weight")
    )


@pytest.mark.parametrize(
    ("typed", "sign", "said"),
    [
        ({"pulse": "0"}, "pulse", "0 critical"),
        ({"pulse": "351"}, "pulse", ""),
        ({"systolic": "108"}, "blood_pressure", "108/–"),
        ({"diastolic": "62"}, "blood_pressure", "–/62 normal"),
        ({"oxygen": "device"}, "oxygen", "Oxygen"),
        ({"oxygen": "air"}, "oxygen", "Air"),
        ({"temperature": "101.2", "temperature_unit": "[degF]"}, "temperature", "38.4 high"),
        (
            {"weight": "90", "weight_unit": "kg", "height": "170", "height_unit": "cm"},
            "bmi",
            "31.1 obesity I",
        ),
        ({"pulse": "70", "not_measured": "spo2", "why_not": "refused"}, "spo2", "refused"),
    ],
)
def test_a_cell_says_what_the_saved_set_would(column, typed, sign, said):
    assert column(**typed)[sign].startswith(said)
    assert column(**typed)[sign] or not said


def test_an_earlier_set_bears_its_day(column, patient):
    said = column(pulse="70", taken_at="14 Mar 2026, 09:30")
    assert (said["day"], said["time"]) == ("14 Mar 2026", "09:30, not saved")


def test_a_child_has_the_rows_of_a_child_and_no_score_and_a_pregnant_woman_none_either(
    column, patient, harbour
):
    child = PatientFactory(at=harbour, birth_date=str(now().date() - timedelta(days=800)))
    said = column(of=child, **SIX, muac="12.0", muac_unit="cm")
    assert (said["muac"], said["score"]) == ("12.0 moderate acute malnutrition", "– under 16")
    assert "missing" not in said.values()
    Pregnancy.objects.create(patient=patient, status="pregnant", recorded_at=now())
    assert column(**SIX)["score"] == "– pregnant"


def test_a_form_that_comes_back_without_htmx_keeps_its_column_and_its_score(patient, nadia, signed_in):
    url = reverse("vitals:record", args=[patient.public_id])
    answer = opened(signed_in(nadia), url).fill(pulse="131", systolic="80", diastolic="120").send()

    assert answer.status_code == 422
    assert row(sheet(answer.text), "Pulse") == ["131 critical high"]
    assert "at least" in answer.text


def test_a_correction_opens_with_the_values_of_its_set_and_their_score(patient, nadia, signed_in):
    wrong = take(patient, at=now(), **{**NORMAL, "pulse": "135"})
    html = page(signed_in, nadia, "vitals:correct", patient, wrong)

    assert row(sheet(html), "Pulse") == ["135 critical high", "135 critical high"]
    assert "7 of 7 recorded" in html


def test_fetched_again_the_region_brings_the_sets_and_leaves_the_column_to_the_page(
    patient, nadia, signed_in
):
    take(patient, at=now(), pulse="72")
    browser = signed_in(nadia, htmx=True)
    answer = browser.get(reverse("vitals:last_sets", args=[patient.public_id]))

    assert row(answer.text, "Pulse") == ["", "72 normal"]
    assert len(re.findall("data-kept", answer.text)) == 14
    again = browser.get(
        reverse("vitals:last_sets", args=[patient.public_id]), headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304
