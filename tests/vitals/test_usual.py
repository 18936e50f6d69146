"""What is plausible of a body at its age, and what is asked about one that is not, or that changed much."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import now
from features.vitals.growth.scores import z_score
from features.vitals.growth.tables import MEASURES, Sex, lms_at
from features.vitals.growth.usual import FLAGGED, grown, usual
from features.vitals.models import VitalSigns
from tests.factories import PatientFactory
from tests.forms.sent import opened
from tests.vitals.sets import take

BOY, GIRL = Sex.MALE, Sex.FEMALE
RECORD = "vitals:record"


@pytest.mark.parametrize(
    ("sign", "sex", "days", "months", "expected"),
    [
        ("weight", BOY, 0, 0, "0.9 6.3"),
        ("weight", BOY, 365, 11, "4.5 16.1"),
        ("weight", None, 90, 2, "2.3 10.8"),
        ("weight", GIRL, 3652, 119, "11.3 83.7"),
        ("weight", BOY, 3653, 120, "15 200"),
        ("weight", BOY, 6574, 216, "25 300"),
        ("weight", None, None, 216, "25 300"),
        ("weight", None, None, 60, ""),
        ("weight", None, None, None, ""),
        ("height", BOY, 0, 0, "38.5 61.2"),
        ("height", BOY, 730, 23, "69.5 106.1"),
        ("height", BOY, 731, 24, "68.8 105.5"),
        ("height", BOY, 6940, 228, "120 220"),
        ("height", BOY, None, 227, ""),
        ("head_circumference", BOY, 0, 0, "28.1 40.8"),
        ("head_circumference", BOY, 1857, 61, ""),
        ("pulse", BOY, 0, 0, ""),
        ("muac", BOY, 365, 11, ""),
    ],
)
def test_what_is_plausible_of_an_age(sign, sex, days, months, expected):
    found = usual(sign, sex, days=days, months=months)
    assert found == (tuple(map(Decimal, expected.split())) if expected else None)


@given(st.sampled_from(sorted(FLAGGED)), st.sampled_from(list(Sex)), st.integers(0, 1856))
def test_the_limits_are_the_z_scores_that_who_flags(sign, sex, days):
    measure = MEASURES[sign]
    found = usual(sign, sex, days=days, months=days // 31)
    scores = [
        z_score(lms_at(measure, sex, days), float(value), restricted=measure.by_weight) for value in found
    ]
    assert scores == pytest.approx(FLAGGED[sign], abs=0.2)


@given(st.sampled_from(sorted(FLAGGED)), st.integers(0, 6939))
def test_without_a_sex_whatever_is_plausible_of_one_is_plausible(sign, days):
    both = usual(sign, None, days=days, months=days // 31)
    each = [usual(sign, sex, days=days, months=days // 31) for sex in Sex]
    assert both == (each[0] and (min(low for low, _ in each), max(high for _, high in each)))


def test_a_child_is_expected_to_grow_as_the_median_does():
    assert grown(Decimal(8), "weight", BOY, then=180, now=365) == pytest.approx(
        Decimal("9.77"), abs=Decimal("0.01")
    )
    assert grown(Decimal(8), "weight", BOY, then=3600, now=4000) == 8
    assert grown(Decimal(80), "weight", BOY, then=9000, now=9400) == 80
    assert grown(Decimal(8), "weight", None, then=180, now=None) == 8


def confirmation(answer) -> str:
    return answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]


@pytest.fixture
def child(harbour):
    """A boy of one year to the day."""
    born = now().date() - timedelta(days=365)
    return PatientFactory(at=harbour, birth_date=born, sex="male", sex_at_birth="male")


@pytest.fixture
def form(nadia, signed_in, child):
    return opened(signed_in(nadia, htmx=True), reverse(RECORD, args=[child.public_id]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"weight": "30"}, "30.0 kg is unusual at this age: it is mostly 4.5 to 16.1 kg."),
        ({"weight": "4.4"}, "4.4 kg is unusual at this age"),
        ({"height": "120"}, "120 cm is unusual at this age: it is mostly 61.5 to 90.0 cm."),
        ({"head_circumference": "60"}, "60.0 cm is unusual at this age: it is mostly 39.6 to 52.5 cm."),
    ],
)
def test_a_body_unlike_its_age_is_asked_about_once_and_kept(form, typed, words):
    answer = form.fill(**typed).send()
    assert words in answer.text
    assert not VitalSigns.objects.exists()
    assert form.fill(form_confirmed=confirmation(answer)).send().status_code == 200
    assert VitalSigns.objects.get().confirmed == list(typed)


@pytest.mark.django_db
def test_a_plausible_child_is_not_asked_about(form):
    assert form.fill(weight="9.6", height="75", head_circumference="46").send().status_code == 200
    assert VitalSigns.objects.get().confirmed == []


@pytest.mark.django_db
def test_what_a_child_gained_by_growing_is_not_much(form, child):
    take(child, at=now() - timedelta(days=185), weight="8")
    assert form.fill(weight="9.8").send().status_code == 200
    assert VitalSigns.objects.filter(weight="9.8").exists()


@pytest.mark.django_db
def test_a_child_that_stopped_growing_is_asked_about(form, child):
    take(child, at=now() - timedelta(days=185), weight="8")
    answer = form.fill(weight="8").send()
    assert "18 % less than expected: 8.0 kg on" in answer.text
    assert "would be about 9.8 kg." in answer.text


@pytest.mark.django_db
def test_a_set_of_long_ago_is_judged_by_the_age_of_then(form, child):
    take(child, weight="9.6", at=now())
    then = datetime.combine(child.birth_date + timedelta(days=10), datetime.min.time())
    assert form.fill(weight="3.4", taken_at=then.strftime("%Y-%m-%d 09:30")).send().status_code == 200
    assert VitalSigns.objects.filter(weight="3.4", confirmed=[]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "is_asked"), [("24.9", True), ("25", False), ("300", False), ("301", True)]
)
def test_a_grown_body_has_limits_as_well(nadia, signed_in, harbour, typed, is_asked):
    grown_up = PatientFactory(at=harbour, birth_date=date(1980, 1, 1), birth_precision=Precision.YEAR)
    form = opened(signed_in(nadia, htmx=True), reverse(RECORD, args=[grown_up.public_id]))
    answer = form.fill(weight=typed).send()
    assert ("is unusual at this age" in answer.text) is is_asked
    assert VitalSigns.objects.exists() is not is_asked
