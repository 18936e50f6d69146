"""Every promise that the database keeps about a record, by raw SQL: a good row is accepted, a bad one is not."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from features.foundation.clinical.statuses import ObservationStatus
from features.labs.models import LabRange
from features.patients.models import (
    Coverage,
    Patient,
)
from features.vitals.models import (
    Measurement,
)
from tests.constraints.refused import TABLE, TWICE
from tests.constraints.rows import (
    DAY,
    THEIRS,
    THEN,
    check_at_once,
    complete,
    insert,
    make_scene,
)

pytestmark = pytest.mark.django_db

WORDS = ("ann", *(f"his_{name}" for name in THEIRS))
"""These stand for keys of the scene."""
MODELS = list(dict.fromkeys(model for model, *_ in [*TABLE, *TWICE]))


@pytest.fixture
def scene(harbour):
    return make_scene(harbour)


def refused(model, scene, overrides) -> str:
    """The database's word on a row, at the latest at the end of the transaction."""
    theirs = {**vars(scene), "ann": scene.ann.pk}
    meant = {name: theirs[value] for name, value in overrides.items() if value in WORDS}
    given = {**overrides, **meant}
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert(model, **complete(model, scene, **given))
        check_at_once()
    return str(refusal.value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_good_row_is_accepted(model, scene):
    key = insert(model, **complete(model, scene))
    check_at_once()

    assert model.objects.filter(pk=key).exists()


@pytest.mark.parametrize(
    ("model", "overrides", "name"), TABLE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_bad_row_is_refused(model, overrides, name, scene):
    assert f'"{name}"' in refused(model, scene, overrides)


@pytest.mark.parametrize(
    ("model", "overrides", "name"), TWICE, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_second_one_is_refused(model, overrides, name, scene):
    insert(model, **complete(model, scene, **({"id": 987654} if "id" in overrides else {})))

    word = refused(model, scene, overrides)
    assert f'"{name}"' in word or (overrides.get("id") and "_pkey" in word)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"priority": None}, {"priority": None}),
        ({"priority": 1}, {"priority": 2}),
        ({"ends_on": DAY}, {"starts_on": date(2026, 3, 15)}),
    ],
    ids=["unknown priorities", "primary and secondary", "one after the other"],
)
def test_coverages_that_may_stand_side_by_side(first, second, scene):
    for overrides in (first, second):
        insert(Coverage, **complete(Coverage, scene, **overrides))

    assert Coverage.objects.filter(patient=scene.ann).count() == 2


def test_ranges_of_neighbouring_ages_do_not_overlap(scene):
    for months in ((0, 6), (6, None)):
        insert(LabRange, **complete(LabRange, scene, from_months=months[0], to_months=months[1]))

    assert LabRange.objects.count() == 2


@pytest.mark.parametrize(
    "died_at",
    [datetime(1980, 5, 16, 10, 0, tzinfo=UTC), datetime(1980, 5, 17, 0, 0, tzinfo=UTC), THEN],
    ids=["the birth's midnight in the first zone of the day", "the birth's midnight in UTC", "later"],
)
def test_a_child_may_die_on_the_day_of_its_birth_wherever_that_is(died_at, scene):
    key = insert(Patient, **complete(Patient, scene, died_at=died_at, status="deceased"))

    assert Patient.objects.get(pk=key).died_at == died_at


@pytest.mark.parametrize("status", ObservationStatus)
def test_a_measurement_has_any_status_of_an_observation(status, scene):
    key = insert(Measurement, **complete(Measurement, scene, status=status))

    assert Measurement.objects.get(pk=key).status == status


def test_no_constraint_is_untested():
    features = {"patients", "visits", "problems", "vitals", "labs", "medications", "notes"}
    declared = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in features
        for constraint in model._meta.constraints
    }
    elsewhere = {"one_link_per_facility", "npi_is_ten_digits", "a_set_is_corrected_by_one"}

    assert declared - {name for *_, name in [*TABLE, *TWICE]} - elsewhere == set()
