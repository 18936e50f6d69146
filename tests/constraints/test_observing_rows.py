"""Of sets, orders and escalations: which may stand beside each other."""

import pytest
from django.db import IntegrityError, transaction

from features.vitals.models import Escalation, FrequencyOrder, Scale2Order, VitalSigns
from tests.constraints.rows import LATER, complete, insert, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(harbour):
    return make_scene(harbour)


def test_a_set_is_corrected_by_one_that_stands(scene):
    correction = complete(VitalSigns, scene, corrects_id=scene.her_set)
    insert(VitalSigns, **correction, status="entered-in-error", error_reason="misread again")
    insert(VitalSigns, **correction)
    with pytest.raises(IntegrityError, match="a_set_is_corrected_by_one"), transaction.atomic():
        insert(VitalSigns, **correction)


def test_who_was_withdrawn_or_ended_leaves_room_for_another(scene):
    over = {"ended_at": LATER}
    for model, end in (
        (Scale2Order, over),
        (FrequencyOrder, over),
        (Escalation, {"withdrawn_at": LATER, "withdrawn_because": "misread"}),
    ):
        insert(model, **complete(model, scene, **end))
        insert(model, **complete(model, scene))

        assert model.objects.filter(patient=scene.ann).count() == 2
