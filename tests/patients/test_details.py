"""What stands beside a patient's row: of a relative who is a patient too, nothing that the person may not see."""

import pytest
from django.urls import reverse

from features.patients.models import RelatedPerson
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("where", "is_named"), [("harbour", True), ("hillside", False)])
def test_a_relative_is_named_only_to_who_may_see_them(where, is_named, request, freda, harbour, signed_in):
    patient = PatientFactory(at=harbour)
    other = PatientFactory(at=request.getfixturevalue(where), family_name="Quillfeather")
    RelatedPerson.objects.create(patient=patient, relationship="AUNT", other_patient=other)
    shown = signed_in(freda).get(reverse("patients:identity", args=[patient.public_id])).text

    assert ("Quillfeather" in shown) is is_named
    assert ("another patient" in shown) is not is_named
