"""The made clinic in the database: refused where patients are real, whole or not there, the same for the same seed."""

import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from features.foundation.access.models import Facility, User
from features.foundation.audit.models import AuditEvent
from features.interchange import clinic, loading, processes
from features.interchange.clinic import DEMO_PASSWORD, ClinicRefused, make_clinic
from features.interchange.loading import ReferencesBroken, check_references
from features.labs.models import LabRange, LabResult
from features.notes.models import Note
from features.patients.models import Coverage, Patient, PatientFacility, Provider
from features.visits.models import Visit
from features.vitals.models import VitalSigns
from tests.interchange.made_tables import dump

pytestmark = pytest.mark.django_db


VERSION_KEYS = "records_versionkey"
SETTLED = {VERSION_KEYS: 1, "vitals_escalation": 2}
"""Tables that services write once all is loaded: how many columns at their beginning are ids of their own."""


def dump_of(**wishes) -> dict[str, str]:
    """Everything that a clinic writes, which is then undone."""
    with transaction.atomic():
        make_clinic(**wishes)
        texts = dump()
        transaction.set_rollback(True)
    return {table: _without_ids(text, SETTLED.get(table, 0)) for table, text in texts.items()}


def _without_ids(text: str, columns: int) -> str:
    return "\n".join(line.split("\t", columns)[columns] for line in text.splitlines()) if columns else text


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


def test_a_database_with_a_facility_alone_is_left_alone(harbour):
    with pytest.raises(ClinicRefused, match="not empty"):
        make_clinic(patients=3)


def test_a_login_that_owns_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(clinic, "owns_the_tables", lambda: False)
    with pytest.raises(ClinicRefused, match="does not own the tables"):
        make_clinic(patients=3)


def test_the_demo_clinic_stands_within_ten_seconds_and_keeps_its_promises(capsys):
    started = time.monotonic()
    call_command("make_clinic")
    assert time.monotonic() - started < 10
    assert capsys.readouterr().out == "A clinic with 200 synthetic patients was made.\n"
    assert (User.objects.count(), Patient.objects.count(), Facility.objects.count()) == (8, 200, 2)
    assert User.objects.get(username="nadia").check_password(DEMO_PASSWORD)
    nadia, dan, olga = (User.objects.get(username=name) for name in ("nadia", "dan", "olga"))
    assert PatientFacility.objects.filter(facility=nadia.facility).count() == 167
    assert PatientFacility.objects.visible_to(olga).count() == 33
    hidden = PatientFacility.objects.filter(facility=nadia.facility, restricted=True)
    assert hidden.count() >= 2
    assert not PatientFacility.objects.visible_to(nadia).filter(restricted=True).exists()
    assert PatientFacility.objects.visible_to(dan).filter(restricted=True).count() == hidden.count()
    assert Provider.objects.get(family_name="Whitlow").user == dan
    today = Visit.objects.filter(starts_at__date="2026-03-14", facility=nadia.facility)
    assert {"arrived", "in-progress", "planned", "finished"} <= set(today.values_list("status", flat=True))
    critical = LabResult.objects.filter(effective_at__date="2026-03-14", flag__in=["HH", "LL"])
    assert {result.code for result in critical} >= {"2823-3", "6301-6", "718-7"}
    assert PatientFacility.objects.filter(next_set_overdue_at__lt="2026-03-16T00:00Z").count() > 5
    recent = VitalSigns.objects.filter(taken_at__gte="2026-03-14T06:00Z")
    assert recent.filter(systolic__gte=180, diastolic__lt=120).exists()
    assert recent.filter(spo2__lte=91, oxygen_device="air").exists()
    assert Note.objects.filter(status="draft", author__user=dan).count() >= 3
    assert Visit.objects.filter(visit_class="IMP", status="in-progress").exclude(bed="").exists()


def test_the_same_seed_makes_the_same_clinic_byte_for_byte_in_however_many_processes(monkeypatch):
    monkeypatch.setattr(processes, "BLOCKS_OF_A_BATCH", 1)
    first = dump_of(patients=130, seed=7, processes=1)
    assert first == dump_of(patients=130, seed=7, processes=1)
    assert first == dump_of(patients=130, seed=7, processes=2)
    other = dump_of(patients=130, seed=8, processes=1)
    assert {table for table in first if first[table] == other[table]} >= {"patients_patientname"}
    assert first["patients_patient"] != other["patients_patient"]
    assert first["vitals_vitalsigns"] != other["vitals_vitalsigns"]
    filled = {table for table, text in first.items() if text}
    assert {"labs_labresult", "notes_note", "problems_allergy", "patients_relatedperson"} <= filled


def test_a_login_that_cannot_switch_triggers_off_makes_the_same_clinic():
    """So list rows are what the triggers would make, and every constraint and reference holds.

    Version keys are raised by triggers: a clinic whose keys begin with what is settled is as good as one with more.
    """
    with_triggers, without = (dump_of(patients=70, triggers=triggers) for triggers in (True, False))
    raised = with_triggers.pop(VERSION_KEYS), without.pop(VERSION_KEYS)

    assert with_triggers == without
    assert len(raised[0]) > len(raised[1])


def test_list_rows_know_the_coverage_the_provider_and_the_name():
    make_clinic(patients=60)
    columns = [field.column for field in PatientFacility._meta.concrete_fields]
    kept = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kept} FROM patients_patientfacility ORDER BY id")
        before = cursor.fetchall()
        cursor.execute("SELECT chartside_refresh_links(id) FROM patients_patient")
        cursor.execute(f"SELECT {kept} FROM patients_patientfacility ORDER BY id")
        assert cursor.fetchall() == before
    for link in PatientFacility.objects.select_related("payer"):
        coverage = Coverage.objects.filter(patient_id=link.patient_id).first()
        assert link.payer_id == (coverage and coverage.payer_id)


def test_a_reference_to_nothing_is_found(monkeypatch):
    def copy_wrongly(texts):
        visits = texts["visits_visit"].replace("\t1\t1\t", "\t1\t999\t", 1)
        loading.copy({**texts, "visits_visit": visits})

    monkeypatch.setattr(clinic, "copy", copy_wrongly)
    with pytest.raises(ReferencesBroken), transaction.atomic():
        make_clinic(patients=20)


def test_a_record_of_another_patients_visit_is_found():
    make_clinic(patients=60)
    with loading.loading(triggers=False), connection.cursor() as cursor:
        cursor.execute("UPDATE vitals_vitalsigns SET patient_id = 7 WHERE patient_id = 6")
    with pytest.raises(ReferencesBroken, match="vitals_and_visit_of_one_patient"):
        check_references()


def test_an_interrupted_clinic_leaves_nothing(monkeypatch):
    def interrupted(plan):
        raise KeyboardInterrupt

    monkeypatch.setattr(clinic, "number_on", interrupted)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        make_clinic(patients=60)
    assert not User.objects.exists()
    assert not Patient.objects.exists()
    assert not AuditEvent.objects.filter(action="make-clinic").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('session_replication_role')")
        assert cursor.fetchone() == ("chartside_app", "origin")


def test_each_batch_has_one_event_of_the_trail():
    make_clinic(patients=1100)
    events = AuditEvent.objects.filter(action="make-clinic").order_by("id")
    assert [event.reason for event in events] == [
        "patients 1 to 1000 of 1100",
        "patients 1001 to 1100 of 1100",
    ]
    assert {(event.user, event.role) for event in events} == {(None, "make_clinic")}
    assert Provider.objects.count() == 6 + 2 + 2


def test_what_a_made_patient_was_is_kept_once_they_change():
    make_clinic(patients=5)
    assert not Patient.pgh_event_model.objects.exists()
    Patient.objects.update(preferred_name="Kim")
    rows = Patient.pgh_event_model.objects.all()
    assert (rows.count(), {row.preferred_name for row in rows}) == (Patient.objects.count(), {""})


def test_who_comes_after_the_clinic_gets_the_next_number():
    make_clinic(patients=20)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patients_mrn_number')")
        assert cursor.fetchone()[0] == 10_020
    last = Patient.objects.order_by("-id").first()
    assert Provider.objects.create(family_name="New").pk > Provider.objects.order_by("id").first().pk
    assert last.pk == 20


def test_a_range_without_a_source_that_was_read_says_so():
    make_clinic(patients=1)
    assert LabRange.objects.count() > 30
    assert all(span.source.startswith("unreviewed") for span in LabRange.objects.all())
    assert not LabRange.objects.filter(approved_at__isnull=False).exists()
