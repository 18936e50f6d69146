"""Whatever is written into a chart, by whomever, is another version of its event: pages are told of it."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from features.foundation.live.topics import versions_of
from features.foundation.records.clock import now
from features.interchange.models import SourceResource
from features.labs.models import LabOrder, LabReport, LabResult
from features.medications.models import MedicationOrder
from features.notes.models import Note
from features.patients.models import Coverage, CoverageCard, OfPatient, Patient
from features.patients.services import forget_lists
from features.patients.topics import LISTS
from features.problems.models import (
    Allergy,
    AllergyReaction,
    Immunization,
    NoKnownAllergies,
    Pregnancy,
    Problem,
)
from features.visits.models import Visit
from features.vitals.models import Escalation, FrequencyOrder, Measurement, Scale2Order, VitalSigns
from tests import chart_rows
from tests.factories import MedicationOrderFactory, NoteFactory, PatientFactory, VitalSignsFactory
from tests.interchange.bundles import DIRECTORY, NORMAL

pytestmark = pytest.mark.django_db


def _saved(make):
    def write(patient: Patient):
        record = make(patient)
        record.save()
        return record

    return write


def _reaction(patient: Patient) -> AllergyReaction:
    allergy = Allergy.objects.filter(patient=patient).first()
    return AllergyReaction(patient=patient, allergy=allergy, display="Hives")


def _card(patient: Patient) -> CoverageCard:
    chart_rows.coverage(patient).save()
    return chart_rows.card_of(patient)


def _called(patient: Patient) -> Escalation:
    """Of a set that is there already: writing it raises the same key."""
    vitals = VitalSigns.objects.filter(patient=patient).first() or VitalSignsFactory(
        patient=patient, pulse=131
    )
    return Escalation.objects.create(
        patient=patient, vitals=vitals, kind="urgent", at_least=3, raised_at=now()
    )


WRITTEN = {
    Problem: ("problems", _saved(chart_rows.problem)),
    Allergy: ("allergies", _saved(chart_rows.allergy)),
    AllergyReaction: ("allergies", _saved(_reaction)),
    NoKnownAllergies: (
        "allergies",
        _saved(lambda patient: NoKnownAllergies(patient=patient, stated_at=now())),
    ),
    Pregnancy: (
        "pregnancies",
        _saved(lambda patient: Pregnancy(patient=patient, status="pregnant", recorded_at=now())),
    ),
    Immunization: ("immunizations", _saved(chart_rows.immunization)),
    VitalSigns: ("vitals", lambda patient: VitalSignsFactory(patient=patient, pulse=70)),
    Scale2Order: (
        "vitals",
        _saved(lambda patient: Scale2Order(patient=patient, reason="COPD", decided_at=now())),
    ),
    FrequencyOrder: (
        "vitals",
        _saved(lambda patient: FrequencyOrder(patient=patient, every=60, reason="Sepsis", decided_at=now())),
    ),
    Escalation: ("vitals", _called),
    Measurement: ("measurements", _saved(chart_rows.measurement)),
    MedicationOrder: ("medications", lambda patient: MedicationOrderFactory(patient=patient)),
    Note: ("notes", lambda patient: NoteFactory(patient=patient, status="draft")),
    LabResult: ("labs", _saved(chart_rows.result)),
    Visit: ("visits", _saved(chart_rows.visit)),
    Coverage: ("coverage", _saved(chart_rows.coverage)),
    CoverageCard: ("coverage", _card),
    SourceResource: ("documents", _saved(chart_rows.document)),
}


@pytest.fixture
def amara(harbour) -> Patient:
    patient = PatientFactory(at=harbour)
    chart_rows.allergy(patient).save()
    return patient


def versions(patient: Patient) -> dict[str, str]:
    return dict(versions_of([name := f"patient:{patient.public_id}"])[name])


def changed_since(before: dict[str, str], patient: Patient) -> set[str]:
    after = versions(patient)
    return {event for event in after if after[event] != before.get(event)}


def test_every_record_of_a_chart_is_among_them():
    """Those whose table has the trigger that raises a key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%version_key_raised%'"
        )
        tables = {table for (table,) in cursor.fetchall()}
    assert tables == {model._meta.db_table for model in WRITTEN} | WITH_IDENTITY


WITH_IDENTITY = {
    "patients_consent", "patients_patientaddress", "patients_patientname", "patients_relatedperson",
}  # fmt: skip
"""They stand beside who somebody is; tests/patients/test_identity_key.py tests that each raises that key."""


TOLD_WITH_RESULTS = {LabOrder, LabReport}
"""An order's provider and a report's name stand beside results; only imports write them, and raise the key."""


def test_every_record_of_a_patient_is_among_them():
    records = {model for model in apps.get_models() if issubclass(model, OfPatient)}

    assert records - TOLD_WITH_RESULTS - WRITTEN.keys() == set(), "no page is told when one of these changes"


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_a_new_one_and_a_changed_one_raise_their_event_and_no_other(model, amara):
    kind, write = WRITTEN[model]
    before = versions(amara)
    record = write(amara)
    assert changed_since(before, amara) == {f"{kind}-changed"}

    before = versions(amara)
    model.objects.filter(pk=record.pk).update(patient=amara)
    assert changed_since(before, amara) == {f"{kind}-changed"}


@pytest.mark.parametrize("model", WRITTEN, ids=lambda model: model.__name__)
def test_nobody_elses_chart_is_told(model, amara, harbour):
    bystander = PatientFactory(at=harbour)
    before = versions(bystander)
    WRITTEN[model][1](amara)

    assert changed_since(before, bystander) == set()


def test_a_change_of_the_person_is_one_of_the_patient(amara):
    before = versions(amara)
    amara.phone_mobile = "555-0100"
    amara.save()

    assert changed_since(before, amara) == {"patients-changed"}


def test_sql_by_hand_is_told_like_anything_else(amara):
    before = versions(amara)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE problems_allergy SET display = 'Latex' WHERE patient_id = %s", [amara.pk])

    assert changed_since(before, amara) == {"allergies-changed"}


def test_an_import_is_told_of_each_kind_that_it_wrote(harbour):
    call_command("import_fhir", str(NORMAL), str(DIRECTORY), facility=harbour.name, stdout=StringIO())
    patient = Patient.objects.get()
    told = versions(patient)

    for model, (kind, _) in WRITTEN.items():
        if model.objects.filter(patient=patient).exists():
            assert f"{kind}-changed" in told, model.__name__
    assert told["patients-changed"]
    assert len(told) > 8


@pytest.mark.django_db(transaction=True)
def test_a_list_has_another_version_once_it_was_written_and_only_that_one(harbour, hillside):
    lists = {place: LISTS.told(place) for place in (harbour, hillside)}
    forget_lists(facilities=[harbour.public_id])

    assert versions_of(lists[hillside]) == lists[hillside]
    assert versions_of(lists[harbour]).keys() == lists[harbour].keys()
    assert versions_of(lists[harbour]) != lists[harbour]
