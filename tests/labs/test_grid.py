"""The grid of results: every test and every time, with marks for what is not simply final."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import PatientFactory
from tests.labs.results import THEN, panel, report
from tests.pages_read import cells, link, row


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def grid(nadia, signed_in):
    def shown(patient, url: str = "") -> str:
        return signed_in(nadia).get(url or f"/patients/{patient.public_id}/labs/").content.decode()

    return shown


def test_a_row_names_test_range_and_unit_and_its_cells_begin_with_the_newest(amara, grid):
    for step, value in enumerate(("6.4", "5.2", "4.0")):
        flag = {"6.4": "HH", "5.2": "H", "4.0": "N"}[value]
        report(
            amara, at=THEN - timedelta(hours=step), number=value, flag=flag, range_low="3.5", range_high="5.1"
        )
    html = grid(amara)

    assert cells(html)[2] == [
        "Potassium in Serum 3.5–5.1 mmol/L",
        "6.4 critical high",
        "5.2 high",
        "4.0 normal",
    ]
    assert html.count('data-severity="critical">') >= 1
    assert cells(html)[1] == ["Test", "09:30", "08:30", "07:30"]


def test_zero_is_a_value(amara, grid):
    report(amara, number="0", flag="")

    assert row(grid(amara), "Potassium") == ["0"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"range_high": "5.0"}, "≤ 5.0"),
        ({"range_low": "40"}, "≥ 40"),
        ({"range_low": "0", "range_high": "5"}, "0–5"),
        ({}, ""),
    ],
)
def test_ranges_of_one_side_are_written_as_such(values, words, amara, grid):
    report(amara, number="4", **values)
    head = cells(grid(amara))[2][0]

    assert head == " ".join(f"Potassium in Serum {words} mmol/L".split())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"number": "4.0", "status": "preliminary"}, "4.0 preliminary"),
        ({"number": "4.0", "status": "corrected", "flag": "H"}, "4.0 high corrected"),
        ({"number": "4.0", "status": "amended"}, "4.0 corrected"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "registered"}, "– registered"),
        ({"number": "9.9", "status": "entered-in-error", "flag": "HH"}, "9.9 entered in error"),
        ({"number": "0.01", "comparator": "<"}, "<0.01"),
        ({"value_text": "No growth after five days", "unit": ""}, "No growth after five days"),
        ({"value_text": "1:64", "unit": ""}, "1:64"),
        ({"number": "-3"}, "−3"),
    ],
)
def test_what_is_not_simply_a_final_number_says_so(values, words, amara, grid):
    report(amara, **values)

    assert row(grid(amara), "Potassium") == [words]


def test_a_mistake_is_struck_through_and_never_critical(amara, grid):
    report(amara, number="9.9", status="entered-in-error", flag="HH")
    html = grid(amara)

    assert '<s class="reading__value">9.9</s>' in html
    assert 'data-severity="critical"' not in html


def test_another_unit_in_a_row_stands_in_the_cell(amara, grid):
    report(amara, number="108", unit="g/L", at=THEN - timedelta(hours=1))
    report(amara, number="10.8", unit="g/dL")

    assert row(grid(amara), "Potassium in Serum g/dL") == ["10.8", "108 g/L"]


def test_tests_stand_under_their_panel_and_others_after_them(amara, grid):
    report(amara, number="4.0", report=panel(amara, "Basic metabolic panel"))
    report(
        amara,
        number="1.0",
        code="2160-0",
        display="Creatinine",
        unit="mg/dL",
        report=panel(amara, "Basic metabolic panel"),
    )
    report(amara, number="5.6", code="2857-1", display="PSA", unit="ng/mL")
    heads = [line[0].split(" in ")[0] for line in cells(grid(amara))[2:]]

    assert heads == ["Basic metabolic panel", "Creatinine mg/dL", "Potassium", "Other tests", "PSA ng/mL"]


def test_two_tests_that_would_read_alike_have_their_whole_names(amara, grid):
    report(amara, number="5", code="1", display="Glucose [Mass/volume] in Urine", unit="mg/dL")
    report(amara, value_text="positive", code="2", display="Glucose [Presence] in Urine", unit="")
    heads = [line[0] for line in cells(grid(amara))[2:]]

    assert heads == ["Glucose [Mass/volume] in Urine mg/dL", "Glucose [Presence] in Urine"]


def test_a_range_that_changed_is_told(amara, grid):
    report(amara, number="4", range_high="5.1")
    report(amara, number="4", range_high="5.0", at=THEN - timedelta(days=1))

    assert "≤ 5.1 mmol/L · range varies" in " ".join(row(grid(amara), "Potassium")) + str(cells(grid(amara)))


def test_a_code_that_is_no_code_leads_nowhere(amara, grid):
    report(amara, number="4", code="../../audit")
    report(amara, number="4", code="718-7", display="Haemoglobin")
    html = grid(amara)

    assert link(html, "Potassium") == ""
    assert link(html, "Haemoglobin") == f"/patients/{amara.public_id}/labs/718-7/trend/"


def test_a_sample_of_a_summer_night_stands_on_the_day_of_the_clock_on_the_wall(amara, grid):
    report(amara, number="4", at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC))

    assert cells(grid(amara))[:2] == [["", "2 Jul 2025"], ["Test", "00:30"]]


def test_leafing_back_and_forward_loses_no_result(amara, grid):
    for step in range(25):
        for code in ("2823-3", "2160-0"):
            report(amara, number=str(step + 1), code=code, display=code, at=THEN - timedelta(hours=step))
    html = grid(amara)
    back = [row(html, "2823-3")]
    while older := link(html, "Older"):
        html = grid(amara, older)
        back.append(row(html, "2823-3"))

    assert [value for page in back for value in page] == [str(1 + step) for step in range(25)]
    forward = [row(html, "2823-3")]
    while newer := link(html, "Newer"):
        html = grid(amara, newer)
        forward.append(row(html, "2823-3"))
    assert {value for page in forward for value in page} == {str(step + 1) for step in range(25)}


def test_an_empty_chart_says_what_will_be_here(amara, grid):
    assert "No results yet" in grid(amara)
    assert "<table" not in grid(amara)


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/labs/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    report(amara, number="4.0")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/labs/").status_code == 404
