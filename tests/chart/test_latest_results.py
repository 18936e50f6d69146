"""The last result of each test: the critical and abnormal first, and every detail of a value."""

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest

from features.foundation.records.clock import now
from features.labs import regions
from features.labs.models import LabTest
from tests.factories import LabResultFactory


def rows(html: str) -> list[str]:
    """The text of each row of the table."""
    body = html.partition("<tbody>")[2]
    return [
        " ".join(unescape(re.sub(r"<[^>]+>", " ", row.replace("<wbr>", ""))).split())
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]


@pytest.fixture
def results(chart):
    return lambda person, patient: rows(chart(person, patient, "labs/latest"))


def test_critical_ones_come_first_then_abnormal_ones_then_the_newest(amara, dan, results):
    for hours, (code, flag) in enumerate(
        (("1", "N"), ("2", "H"), ("3", "N"), ("4", "LL"), ("5", ""), ("6", "L"))
    ):
        LabResultFactory(
            patient=amara,
            code=code,
            display=f"T{code}",
            flag=flag,
            effective_at=now() - timedelta(hours=hours),
        )

    assert [row.split()[0] for row in results(dan, amara)] == ["T4", "T2", "T6", "T1", "T3", "T5"]


def test_a_test_shows_its_last_value_and_the_one_before(amara, dan, results):
    for hours, value in enumerate(("6.4", "5.8", "5.2")):
        LabResultFactory(
            patient=amara, number=Decimal(value), flag="HH" if not hours else "", range_low=Decimal("3.5"),
            range_high=Decimal("5.1"), effective_at=now() - timedelta(hours=hours),
        )  # fmt: skip

    (row,) = results(dan, amara)
    assert row.startswith("Potassium in Serum 6 .4 mmol/L critical high 3.5–5.1 5 .8")


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"number": Decimal("0")}, "0 mmol/L"),
        ({"number": Decimal("0.01"), "comparator": "<"}, "<0 .01"),
        ({"number": Decimal("60"), "comparator": ">=", "range_low": Decimal("40")}, "≥ 40"),
        ({"number": Decimal("3.0"), "range_high": Decimal("5.0")}, "≤ 5.0"),
        ({"number": None, "value_text": "No growth after 48 h"}, "No growth after 48 h"),
        ({"status": "corrected", "flag": "L"}, "low corrected"),
        ({"number": Decimal("3"), "comparator": "<", "flag": "<"}, "<3 mmol/L low, may be critical"),
        ({"number": Decimal("6"), "comparator": ">", "flag": ">"}, ">6 mmol/L high, may be critical"),
        ({"status": "preliminary"}, "preliminary"),
        ({"number": Decimal("17.2"), "unit": "10*3/uL"}, "10³/µL"),
        ({"number": Decimal("-1.5")}, "−1 .5"),
    ],
)
def test_a_value_is_shown_as_what_it_is(result, shown, amara, dan, results):
    LabResultFactory(patient=amara, **result)

    (row,) = results(dan, amara)
    assert shown in row


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_what_was_never_valid_does_not_show(status, amara, dan, results):
    LabResultFactory(patient=amara, status=status)

    assert results(dan, amara) == []


def test_values_of_another_unit_are_no_course_of_this_one(amara, dan, results):
    LabResultFactory(
        patient=amara, number=Decimal("90"), unit="mg/dL", effective_at=now() - timedelta(hours=1)
    )
    LabResultFactory(patient=amara, number=Decimal("5.0"), unit="mmol/L")

    (row,) = results(dan, amara)
    assert "90" not in row


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        ("118.347", None, "118.35"),
        ("4.2", None, "4.2"),
        ("4", None, "4"),
        ("4.25", 1, "4.3"),
        ("4", 1, "4.0"),
        ("1E+2", None, "100"),
        ("0.00", None, "0.00"),
    ],
)
def test_a_number_has_the_decimals_of_its_test_or_those_that_were_sent(number, places, shown):
    assert f"{regions.shown_number(Decimal(number), places):f}" == shown


def test_the_catalogue_decides_the_decimals(amara, dan, results):
    LabTest.objects.create(
        code_system="http://loinc.org", code="2823-3", display="Potassium", unit="mmol/L", places=1
    )
    LabResultFactory(patient=amara, number=Decimal("4.25"))

    assert "4 .3" in results(dan, amara)[0]


def test_the_specimen_stays_in_a_tests_name():
    assert (
        regions.test_words("Glucose [Mass/volume] in Urine by Test strip") == "Glucose in Urine by Test strip"
    )
    assert regions.test_words("[Moles]") == "[Moles]"


def test_tests_without_a_code_are_told_apart_by_their_words(amara, dan, results):
    for name in ("Blood culture", "Wound swab"):
        LabResultFactory(patient=amara, code="", code_system="", display=name, number=None, value_text="none")

    assert len(results(dan, amara)) == 2


def test_a_range_that_makes_no_sense_breaks_no_chart(amara, dan, results):
    LabResultFactory(patient=amara, range_low=Decimal("9"), range_high=Decimal("3"))

    assert results(dan, amara)[0].startswith("Potassium in Serum 4 .2 mmol/L")
