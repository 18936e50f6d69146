"""The score of recorded sets: by the age, the pregnancy and the scale that held when each was taken."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from features.foundation.records.clock import now
from features.patients.models import Patient
from features.problems.models import Pregnancy
from features.vitals.models import Scale2Order
from features.vitals.news2 import NotScored, Score
from features.vitals.scoring import SCORED, Grounds, grounds_of, score_of, told_pregnancies, told_scale_2
from tests.factories import PatientFactory
from tests.vitals.sets import NORMAL, THEN

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
LOW_SATURATION = {**NORMAL, "spo2": "90"}


def one(at=THEN, **changes) -> dict:
    """A set as a row of values tells it."""
    values = {**NORMAL, **changes}
    numbers = {
        name: Decimal(value) if value and value[0].isdigit() else value for name, value in values.items()
    }
    return {**numbers, "taken_at": at}


def total(patient, at=THEN, **changes):
    found = grounds_of(patient).score(one(at, **changes))
    return found.total if isinstance(found, Score) else found


@pytest.fixture
def grown():
    return PatientFactory(birth_date=date(1958, 6, 2))


def test_a_set_of_normal_values_scores_nothing(grown):
    assert total(grown) == 0
    assert total(grown, respiratory_rate="22", pulse="100", systolic="105", temperature="38.5") == 5


def test_what_is_not_recorded_leaves_no_total(grown):
    found = grounds_of(grown).score(one(oxygen_device="", consciousness="", pulse=None))

    assert isinstance(found, Score)
    assert (found.total, found.recorded) == (None, 4)


@pytest.mark.parametrize(
    ("born", "precision", "expected"),
    [
        (date(2010, 3, 14), "day", 0),
        (date(2010, 3, 15), "day", NotScored.UNDER_16),
        (date(2010, 1, 1), "year", NotScored.AGE_UNKNOWN),
        (date(2009, 1, 1), "year", 0),
        (date(2011, 1, 1), "year", NotScored.UNDER_16),
        (date(2010, 3, 1), "month", NotScored.AGE_UNKNOWN),
        (date(2010, 2, 1), "month", 0),
        (None, "unknown", NotScored.AGE_UNKNOWN),
    ],
)
def test_somebody_is_scored_who_was_surely_16_when_the_set_was_taken(born, precision, expected):
    assert total(PatientFactory(birth_date=born, birth_precision=precision)) == expected


def test_a_pregnancy_counts_while_it_lasts_and_not_where_it_is_an_error(grown):
    known = {"patient": grown, "recorded_at": THEN}
    begun, ended = THEN.date() - timedelta(days=200), THEN.date() - timedelta(days=10)
    Pregnancy.objects.create(status="entered-in-error", last_period_on=begun, **known)
    assert total(grown) == 0
    Pregnancy.objects.create(status="ended", last_period_on=begun, ended_on=ended, **known)
    assert total(grown) == 0
    assert total(grown, at=THEN - timedelta(days=10)) == NotScored.PREGNANT
    Pregnancy.objects.create(status="pregnant", last_period_on=THEN.date(), **known)
    assert total(grown) == NotScored.PREGNANT
    assert total(grown, at=THEN - timedelta(days=1)) == 0


def test_scale_2_counts_from_its_decision_until_it_ends(grown, nadia):
    Scale2Order.objects.create(
        patient=grown, decided_at=THEN - 2 * HOUR, ended_at=THEN - HOUR, reason="COPD", end_reason="mended"
    )
    Scale2Order.objects.create(patient=grown, decided_at=THEN, reason="COPD", created_by=nadia.public_id)
    scores = [total(grown, at=THEN + step * HOUR, **LOW_SATURATION) for step in (-3, -2, -1, 0, 1)]

    assert scores == [3, 0, 3, 0, 0]
    assert grounds_of(grown).scale_2_at(THEN).decided_by == nadia.full_name
    assert grounds_of(grown).scale_2_at(THEN - 2 * HOUR).decided_by == "–"


def test_grounds_take_one_statement_however_much_there_is(grown, django_assert_num_queries):
    grounds_of(grown)
    for days in range(0, 3000, 300):
        begun = THEN.date() - timedelta(days=days)
        Pregnancy.objects.create(
            patient=grown, status="ended", last_period_on=begun, ended_on=begun, recorded_at=now()
        )
    with django_assert_num_queries(1):
        assert len(grounds_of(grown).pregnancies) == 10


def test_a_list_reads_the_same_grounds_in_its_own_statement(grown):
    Pregnancy.objects.create(patient=grown, status="pregnant", last_period_on=THEN.date(), recorded_at=THEN)
    Scale2Order.objects.create(patient=grown, decided_at=THEN, reason="COPD")
    row = Patient.objects.annotate(p=told_pregnancies(), s=told_scale_2()).values().get(pk=grown.pk)

    assert Grounds.of(row["birth_date"], row["birth_precision"], row["p"], row["s"]) == grounds_of(grown)


def test_a_set_that_is_not_saved_is_scored_alike():
    unsaved = {name: one()[name] for name in SCORED}

    assert score_of(unsaved, 40 * 12, is_pregnant=False).total == 0
