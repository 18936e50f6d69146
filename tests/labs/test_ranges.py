"""Which of a test's ranges is meant for a patient: by age, sex and pregnancy, the most specific one."""

import random
from decimal import Decimal
from itertools import product

import pytest

from features.foundation.clinical.interpretation import Limits
from features.labs.models import LabRange, LabTest
from features.labs.rules import range_for, range_for_ages

ALL = [(sex, pregnant) for sex in ("", "female", "male") for pregnant in (None, True, False)]


def meant_for(text: str, **values) -> LabRange:
    """`sex pregnant from to`, a dash where it is left open: `female yes 144 -`."""
    sex, pregnant, from_months, to_months = text.split()
    return LabRange(
        sex="" if sex == "-" else sex,
        pregnant={"-": None, "yes": True, "no": False}[pregnant],
        from_months=int(from_months),
        to_months=None if to_months == "-" else int(to_months),
        **values,
    )


def words_of(found: LabRange | None) -> str:
    if found is None:
        return ""
    pregnant = {None: "-", True: "yes", False: "no"}[found.pregnant]
    return f"{found.sex or '-'} {pregnant} {found.from_months} {found.to_months or '-'}"


HAEMOGLOBIN = ("- - 0 6", "- - 6 144", "- - 144 -", "female - 144 -", "male - 144 -", "female yes 144 -")
CASES = [
    (HAEMOGLOBIN, 0, "female", None, "- - 0 6"),
    (HAEMOGLOBIN, 5, "female", None, "- - 0 6"),
    (HAEMOGLOBIN, 6, "female", None, "- - 6 144"),
    (HAEMOGLOBIN, 143, "female", None, "- - 6 144"),
    (HAEMOGLOBIN, 144, "female", None, "female - 144 -"),
    (HAEMOGLOBIN, 144, "female", False, "female - 144 -"),
    (HAEMOGLOBIN, 144, "female", True, "female yes 144 -"),
    (HAEMOGLOBIN, 1200, "male", False, "male - 144 -"),
    (HAEMOGLOBIN, 300, "unknown", None, "- - 144 -"),
    (HAEMOGLOBIN, 300, "other", True, "- - 144 -"),
    (("female - 0 -",), 300, "male", None, ""),
    (("female - 0 -", "male - 0 -"), 300, "unknown", None, ""),
    (("- yes 0 -", "- no 0 -"), 300, "female", None, ""),
    (("- yes 0 -", "- no 0 -"), 300, "female", False, "- no 0 -"),
    (("- yes 0 -", "female - 0 -"), 300, "female", True, "- yes 0 -"),
    (("female - 0 -", "- yes 0 -"), 300, "female", True, "- yes 0 -"),
    (("- yes 0 -", "female - 0 -"), 300, "female", None, "female - 0 -"),
    (("- yes 0 -", "female yes 0 -", "female - 0 -"), 300, "female", True, "female yes 0 -"),
    (("- - 12 24",), 11, "male", None, ""),
    (("- - 12 24",), 12, "male", None, "- - 12 24"),
    (("- - 12 24",), 23, "male", None, "- - 12 24"),
    (("- - 12 24",), 24, "male", None, ""),
    ((), 24, "male", None, ""),
]


@pytest.mark.parametrize(("ranges", "months", "sex", "pregnant", "expected"), CASES)
def test_the_most_specific_range_that_fits_counts(ranges, months, sex, pregnant, expected):
    given = [meant_for(text) for text in ranges]
    for order in (given, given[::-1]):
        assert words_of(range_for(order, months=months, sex=sex, pregnant=pregnant)) == expected


@pytest.mark.parametrize(
    ("ages", "expected"),
    [
        ([5], "- - 0 6"),
        ([4, 5], "- - 0 6"),
        ([5, 6], ""),
        (range(6, 144), "- - 6 144"),
        (range(143, 156), ""),
        ([], ""),
    ],
)
def test_several_possible_ages_need_to_have_one_range(ages, expected):
    given = [meant_for(text) for text in HAEMOGLOBIN]

    assert words_of(range_for_ages(iter(given), ages=ages, sex="female", pregnant=None)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("ranges", "months", "sex", "pregnant", "expected"), CASES)
def test_the_database_chooses_alike(ranges, months, sex, pregnant, expected):
    test = LabTest.objects.create(code_system="http://loinc.org", code="718-7", display="Hemoglobin")
    LabRange.objects.bulk_create(meant_for(text, test=test, unit="g/dL") for text in ranges)
    found = LabRange.objects.filter(test=test).for_patient(months=months, sex=sex, pregnant=pregnant)

    assert words_of(found.first()) == expected


@pytest.mark.django_db
def test_of_all_kinds_at_once_both_choose_alike():
    test = LabTest.objects.create(code_system="http://loinc.org", code="718-7", display="Hemoglobin")
    kinds = [*ALL]
    random.Random(7).shuffle(kinds)
    LabRange.objects.bulk_create(LabRange(test=test, unit="g/dL", sex=sex, pregnant=it) for sex, it in kinds)

    for sex, pregnant in product(["female", "male", "other"], [None, True, False]):
        patient = {"months": 300, "sex": sex, "pregnant": pregnant}
        found = LabRange.objects.for_patient(**patient)
        assert found.first() == range_for(LabRange.objects.all(), **patient)
        assert found.count() == (1 if sex == "other" else 2) * (1 if pregnant is None else 2)


def test_a_range_has_the_limits_that_the_laboratory_prints():
    one_sided = LabRange(high=Decimal("5.0"), critical_high=Decimal(9), source="package insert")

    assert one_sided.limits == Limits(
        high=Decimal("5.0"), critical_high=Decimal(9), open_below=True, source="package insert"
    )
    assert LabRange(critical_low=Decimal(2)).limits == Limits(critical_low=Decimal(2))
