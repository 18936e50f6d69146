"""Classes of BMI and MUAC where they are shown: by the age of the birth date, never by an age in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.factories import PatientFactory
from tests.pages_read import cells, row, words
from tests.vitals.sets import THEN, take


@pytest.fixture
def shown(nadia, signed_in):
    def html(patient, place: str) -> str:
        return signed_in(nadia).get(f"/patients/{patient.public_id}/vitals/{place}").content.decode()

    return html


@pytest.mark.parametrize(
    ("centimetres", "said"),
    [
        ("11.4", "severe acute malnutrition"),
        ("11.5", "moderate acute malnutrition"),
        ("12.4", "moderate acute malnutrition"),
        ("12.5", "adequate"),
    ],
)
def test_every_arm_of_a_child_of_32_weeks_has_its_class(centimetres, said, harbour, shown):
    """32 weeks are seven months, not 32 years; and an arm of exactly 12.5 cm is adequate."""
    baby = PatientFactory(birth_date=THEN.date() - timedelta(weeks=32), at=harbour)
    take(baby, muac=centimetres)

    assert row(shown(baby, ""), "Upper arm")[0] == f"{centimetres} {said}"
    assert cells(shown(baby, "muac/trend/"))[1][1:3] == [f"{centimetres} cm", said]
    assert f"{centimetres} cm, {said} · " in shown(baby, "muac/trend/")


@pytest.mark.parametrize("born", [date(2025, 9, 15), date(2021, 3, 14), date(1994, 3, 14)])
def test_an_arm_at_any_other_age_has_none(born, harbour, shown):
    patient = PatientFactory(birth_date=born, at=harbour)
    take(patient, muac="11.4")

    assert row(shown(patient, ""), "Upper arm")[0] == "11.4"


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2007, 3, 14), "28.0 overweight"),
        (date(2007, 3, 15), "28.0 z +1.63"),
        (date(1958, 6, 2), "28.0 overweight"),
        (None, "28.0"),
    ],
)
def test_a_bmi_has_a_class_from_nineteen_on_and_a_score_before(born, said, harbour, shown):
    told = {"birth_date": born, "birth_precision": "unknown" if born is None else "day"}
    patient = PatientFactory(sex="male", at=harbour, **told)
    take(patient, weight="79.9", height="169")

    assert row(shown(patient, ""), "BMI")[0] == said


def test_the_strip_says_what_a_bmi_means(harbour, shown):
    adult = PatientFactory(birth_date=date(1958, 6, 2), at=harbour)
    take(adult, height="169", at=THEN - timedelta(days=400))
    take(adult, weight="79.9")

    assert "BMI 28.0, overweight" in words(shown(adult, "latest/"))


def test_a_child_has_outgrown_the_height_of_another_day(harbour, shown):
    child = PatientFactory(sex="female", birth_date=date(2024, 3, 14), at=harbour)
    take(child, height="50", at=datetime(2024, 3, 14, 12, tzinfo=UTC))
    take(child, weight="12")
    assert "BMI" not in words(shown(child, "latest/"))

    take(child, weight="12", height="87", at=THEN + timedelta(minutes=5))
    assert "BMI 15.9, z +0.3" in words(shown(child, "latest/"))


def test_a_height_of_childhood_is_no_grown_persons(harbour, shown):
    adult = PatientFactory(birth_date=date(1996, 3, 14), at=harbour)
    take(adult, height="120", at=datetime(2003, 3, 14, 12, tzinfo=UTC))
    take(adult, weight="80")

    assert "BMI" not in words(shown(adult, "latest/"))
