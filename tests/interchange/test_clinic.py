"""The made clinic: refused where patients are real, the same for the same seed, and complete."""

import pytest
from django.core.management import CommandError, call_command

from features.foundation.access.models import User
from features.foundation.audit.models import AuditEvent
from features.interchange.clinic import ClinicRefused, make_clinic
from features.interchange.invented import people
from features.patients.models import Coverage, Patient, PatientFacility, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_known_passwords_are_refused_where_they_are_not_allowed(settings):
    settings.DEMO_CLINIC_ALLOWED = False
    with pytest.raises(ClinicRefused, match="refused in this environment"):
        make_clinic(patients=3)
    with pytest.raises(CommandError, match="refused in this environment"):
        call_command("make_clinic", patients=3)
    assert not User.objects.exists()


def test_a_database_with_people_is_left_alone(nadia, capsys):
    with pytest.raises(CommandError, match="not empty"):
        call_command("make_clinic", patients=3)
    call_command("make_clinic", "--if-empty", patients=3)
    assert User.objects.count() == 1
    assert capsys.readouterr().out == ""


def test_twenty_patients_two_clinics_eight_people():
    call_command("make_clinic")
    assert (User.objects.count(), Patient.objects.count()) == (8, 24)
    nadia, olga = (User.objects.get(username=name) for name in ("nadia", "olga"))
    assert PatientFacility.objects.visible_to(nadia).count() == 20
    assert PatientFacility.objects.visible_to(olga).count() == 4
    assert Provider.objects.get(family_name="Whitlow").user.username == "dan"
    assert AuditEvent.objects.get(action="make-clinic").reason == "20 patients"


def test_links_know_the_coverage_that_was_copied_before_them():
    make_clinic(patients=40)
    for link in PatientFacility.objects.select_related("payer"):
        coverage = Coverage.objects.filter(patient_id=link.patient_id).first()
        assert link.payer_id == (coverage and coverage.payer_id)
        assert link.payer_name == (coverage.payer.name if coverage else "")


def test_what_a_made_patient_was_is_kept_once_they_change():
    make_clinic(patients=5)
    assert not Patient.pgh_event_model.objects.exists()
    Patient.objects.update(preferred_name="Kim")
    rows = Patient.pgh_event_model.objects.all()
    assert (rows.count(), {row.preferred_name for row in rows}) == (Patient.objects.count(), {""})


def test_the_same_seed_makes_the_same_people(nadia):
    from features.foundation.records.clock import now

    day = now().date()
    assert list(people(50, on=day, seed=7)) == list(people(50, on=day, seed=7))
    assert list(people(50, on=day, seed=7)) != list(people(50, on=day, seed=8))


def test_a_large_clinic_has_more_providers():
    make_clinic(patients=1000)
    assert Provider.objects.count() == 6 + 2
