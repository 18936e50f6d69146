"""An ordered frequency: it has a clock at once, is replaced and ended, and there is one at a time."""

import pytest
from django.core.exceptions import ValidationError

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.foundation.records.saving import StaleVersion
from features.vitals.frequency import end_frequency, order_frequency, replace_frequency
from features.vitals.models import FrequencyOrder
from tests.factories import PatientFactory
from tests.vitals.test_observing import BY, due, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def test_an_order_has_a_clock_before_the_first_set(patient):
    order_frequency(patient=patient, every=240, reason="After surgery", by=BY)
    assert due(patient) == (0, 0, "ordered")

    taken(patient)
    assert due(patient) == (240, 240, "ordered")


def test_an_order_is_replaced_and_ended(patient):
    taken(patient)
    first = order_frequency(patient=patient, every=60, reason="Sepsis", by=BY)
    second = replace_frequency(order=first, version=1, every=120, reason="Better", by=BY)
    assert due(patient) == (120, 120, "ordered")
    first.refresh_from_db()
    assert (first.end_reason, first.ended_at) == ("another frequency was ordered", now())

    end_frequency(order=second, version=1, reason="Well", by=BY)
    assert due(patient) == (720, 720, "news2")
    trail = AuditEvent.objects.filter(object_kind="frequencyorder").order_by("id")
    assert list(trail.values_list("action", flat=True)) == ["order", "end", "order", "end"]


def test_there_is_one_order_at_a_time(patient):
    order = order_frequency(patient=patient, every=60, reason="Sepsis", by=BY)
    with pytest.raises(ValidationError, match="already"):
        order_frequency(patient=patient, every=30, reason="Sepsis", by=BY)
    end_frequency(order=order, version=1, reason="Well", by=BY)
    with pytest.raises(StaleVersion):
        replace_frequency(order=order, version=1, every=30, reason="x", by=BY)
    with pytest.raises(ValidationError, match="ended"):
        end_frequency(order=order, version=2, reason="x", by=BY)

    assert FrequencyOrder.objects.filter(patient=patient).count() == 1
