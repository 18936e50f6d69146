"""Clock and escalations follow who somebody is: a birth date that was wrong changes what was scored by it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from features.foundation.audit.actors import Actor
from features.foundation.records.clock import now
from features.foundation.records.services import version_of
from features.patients.sections import change_identity
from features.vitals.models import Escalation, ObservationClock
from features.vitals.observing import settle
from tests.factories import PatientFactory
from tests.vitals.sets import NORMAL, take

pytestmark = pytest.mark.django_db

BY = Actor(user=uuid4(), role="nurse")
ILL = {**NORMAL, "respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}
"""NEWS2 7."""


@pytest.fixture
def patient(harbour):
    """Seriously ill, as long as an adult's score holds."""
    found = PatientFactory(at=harbour, birth_date=now().date() - timedelta(days=365 * 40))
    take(found, at=now() - timedelta(minutes=20), **ILL)
    settle(patient=found, by=BY)
    assert Escalation.objects.filter(patient=found, withdrawn_at=None).exists()
    return found


def changed(patient, **identity):
    return change_identity(patient=patient, version=patient.version, identity=identity, former=None, by=BY)


def test_who_turns_out_to_be_a_child_is_not_scored_and_calls_nobody(patient):
    before = version_of(patient=patient.public_id, kind="vitals")
    changed(patient, birth_date=now().date() - timedelta(days=365 * 10))
    assert Escalation.objects.get(patient=patient).withdrawn_because
    assert version_of(patient=patient.public_id, kind="vitals") > before


def test_who_turns_out_to_be_grown_is_scored_from_then_on(patient):
    born = patient.birth_date
    changed(patient, birth_date=now().date() - timedelta(days=365 * 10))
    patient.refresh_from_db()
    changed(patient, birth_date=born)
    assert Escalation.objects.filter(patient=patient, withdrawn_at=None).count() == 1
    assert ObservationClock.objects.get(patient=patient).at_least == 7


def test_another_name_changes_neither(patient, django_assert_max_num_queries):
    clock = ObservationClock.objects.get(patient=patient)
    changed(patient, preferred_name="Anita")
    assert Escalation.objects.filter(patient=patient, withdrawn_at=None).count() == 1
    assert ObservationClock.objects.get(patient=patient).due_at == clock.due_at
