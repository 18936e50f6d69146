"""`import_fhir`: bundles become records whole or not at all, twice is as once, and nothing that was sent is lost."""

import json
import random
import shutil
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now, stopped_at
from features.foundation.records.services import version_of
from features.interchange.fhir.reading import read_json
from features.interchange.fhir.writing import written
from features.interchange.models import SourceResource
from features.patients.models import Patient, PatientFacility, Provider
from tests.interchange.bundles import BUNDLES, DIRECTORY, NORMAL, SYNTHEA, changed, ending
from tests.interchange.test_fhir_reading import REFUSED, REFUSED_WHEN_UNDERSTOOD

pytestmark = pytest.mark.django_db


def imported(*paths, **options) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("import_fhir", *map(str, paths), stdout=out, **options)
    return out.getvalue()


def source(number: int, kind: str, **more) -> SourceResource:
    return SourceResource.objects.get(source_id=ending(number), resource_type=kind, **more)


def everything() -> list[list]:
    models = (SourceResource, Patient, PatientFacility, Provider, AuditEvent)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_patients_and_providers_become_records_of_the_facility(harbour, nadia):
    imported(NORMAL, DIRECTORY, facility="Harbour Clinic")

    patient = Patient.objects.get()
    assert (patient.family_name, patient.given_names, str(patient.birth_date)) == (
        "Carreño",
        "María José",
        "1961-03-09",
    )
    assert (patient.sex, patient.phone_home, patient.status) == ("female", "555-0117", "active")
    assert PatientFacility.objects.visible_to(nadia).get().patient_id == patient.pk
    assert dict(Provider.objects.values_list("family_name", "npi")) == {
        "Lindgren": "1234567893",
        "Okafor": None,
    }


def test_every_resource_is_kept_whole_with_its_digits_and_linked_to_the_patient(harbour):
    imported(NORMAL, DIRECTORY)

    patient = Patient.objects.get()
    sent = {entry["resource"]["id"]: entry["resource"] for entry in read_json(NORMAL)["entry"]}
    kept = {each.source_id: each for each in SourceResource.objects.filter(patient=patient)}
    assert kept.keys() == sent.keys()
    for source_id, each in kept.items():
        assert json.loads(each.body, parse_float=Decimal) == sent[source_id]
    assert '"value":71.2500,' in kept[ending(31)].body
    assert "\u200b" in kept[ending(34)].body
    assert (kept[ending(54)].outcome, kept[ending(54)].reason) == (
        "kept",
        "Chartside has no record of this kind",
    )
    assert (kept[ending(10)].outcome, kept[ending(10)].record_id) == ("imported", patient.public_id)


def test_the_table_says_what_became_of_each_type(harbour):
    lines = [line.split() for line in imported(NORMAL, DIRECTORY).splitlines()]

    assert ["Bundle", "2", "0", "0", "0"] in lines
    assert ["Patient", "1", "0", "0", "0"] in lines
    assert ["Practitioner", "2", "0", "0", "0"] in lines
    assert ["Procedure", "0", "0", "1", "0"] in lines
    assert "1 Procedure: Chartside has no record of this kind".split() in lines


def test_one_audit_event_for_a_bundle_and_one_version_of_the_record(harbour):
    imported(NORMAL, DIRECTORY)

    patient = Patient.objects.get()
    directory, record = AuditEvent.objects.filter(action="import").order_by("id")
    assert (directory.patient, directory.reason) == (None, "Organization 1 imported, Practitioner 2 imported")
    assert (record.patient, record.role) == (patient.public_id, "import_fhir")
    assert "Patient 1 imported" in record.reason
    assert AuditEvent.objects.count() == 2
    assert version_of(patient=patient.public_id, kind="record") == 1


def test_a_second_run_changes_nothing(harbour):
    imported(NORMAL, DIRECTORY)
    before = everything()

    lines = [line.split() for line in imported(NORMAL, DIRECTORY).splitlines()]

    assert everything() == before
    assert ["Patient", "0", "1", "0", "0"] in lines
    assert ["Observation", "0", "8", "0", "0"] in lines


def test_a_changed_resource_changes_its_record_and_no_other(harbour, tmp_path):
    imported(NORMAL, DIRECTORY)
    patient = Patient.objects.get()

    def renamed(resources):
        resources[0]["name"][0]["family"] = "Moreno"

    later = changed(NORMAL, tmp_path / "later.json", renamed)
    lines = [line.split() for line in imported(DIRECTORY, later).splitlines()]

    assert ["Patient", "1", "0", "0", "0"] in lines
    assert ["Observation", "0", "8", "0", "0"] in lines
    after = Patient.objects.get()
    assert (after.public_id, after.mrn, after.family_name) == (patient.public_id, patient.mrn, "Moreno")
    assert "Moreno" in source(10, "Patient").body
    assert PatientFacility.objects.get().family_name == "Moreno"


def test_a_death_that_was_sent_shows(harbour, tmp_path):
    dead = changed(
        NORMAL, tmp_path / "dead.json", lambda resources: resources[0].update(deceasedBoolean=True)
    )
    imported(DIRECTORY, dead)

    assert Patient.objects.get().status == "deceased"


def test_a_patients_copy_of_the_directory_is_kept_and_changes_no_provider(harbour, tmp_path):
    def with_a_copy(entries):
        copy = read_json(DIRECTORY)["entry"][1]["resource"]
        entries.append({**copy, "name": [{"family": "Elsewhere"}]})

    document = read_json(NORMAL)
    resources = [entry["resource"] for entry in document["entry"]]
    with_a_copy(resources)
    path = tmp_path / "copy.json"
    path.write_text(written({**document, "entry": [{"resource": each} for each in resources]}))
    imported(path, DIRECTORY)
    before = everything()
    imported(path, DIRECTORY)

    assert everything() == before
    assert not Provider.objects.filter(family_name="Elsewhere").exists()
    copy = source(2, "Practitioner", patient__isnull=False)
    assert (copy.outcome, copy.reason) == ("kept", "the directory has it already, in other words")


@pytest.mark.parametrize("name", sorted({**REFUSED, **REFUSED_WHEN_UNDERSTOOD}))
def test_a_hostile_bundle_ends_in_one_line_and_leaves_nothing_behind(harbour, name):
    with pytest.raises(CommandError) as refusal:
        imported(BUNDLES / f"hostile_{name}")

    why = {**REFUSED, **REFUSED_WHEN_UNDERSTOOD}[name]
    assert str(refusal.value).splitlines()[1:] == [f"hostile_{name}: {why}"]
    assert everything() == [[]] * 5


def test_a_broken_bundle_in_the_middle_leaves_the_others(harbour, tmp_path):
    shutil.copy(DIRECTORY, tmp_path / "a.json")
    shutil.copy(BUNDLES / "hostile_cut_off.json", tmp_path / "b.json")
    shutil.copy(NORMAL, tmp_path / "c.json")

    with pytest.raises(CommandError) as refusal:
        imported(tmp_path)

    assert str(refusal.value).splitlines()[1:] == ["b.json: line 101, column 15: is not JSON"]
    assert (Patient.objects.count(), Provider.objects.count()) == (1, 2)


def test_what_the_database_refuses_is_kept_with_the_reason(harbour, monkeypatch):
    monkeypatch.setattr("features.interchange.fhir.people.is_npi", lambda number: True)
    imported(DIRECTORY)

    kept = source(3, "Practitioner")
    assert (kept.outcome, kept.reason) == ("kept", "the database refuses it (npi_is_ten_digits)")
    assert [provider.family_name for provider in Provider.objects.all()] == ["Lindgren"]


def test_a_patient_whom_the_database_refuses_leaves_nothing_of_the_bundle(harbour, monkeypatch):
    monkeypatch.setattr("features.interchange.fhir.people.OLDEST_BIRTH_YEAR", 1)
    monkeypatch.setattr("features.interchange.fhir.fields.date", lambda *_: date(1800, 1, 1))
    imported(DIRECTORY)
    before = everything()

    with pytest.raises(CommandError) as refusal:
        imported(NORMAL, DIRECTORY)

    why = "the database refuses it (birth_date_is_possible)"
    assert str(refusal.value).splitlines()[1:] == [f"normal.json: entry 1 (Patient): {why}"]
    assert everything() == before


def test_an_import_that_cannot_be_recorded_does_not_happen(harbour, monkeypatch):
    def fails(**row):
        raise IntegrityError("no row")

    monkeypatch.setattr("features.interchange.fhir.storing.record", fails)
    with pytest.raises(CommandError, match="the whole: the database refuses it"):
        imported(NORMAL, DIRECTORY)

    assert everything() == [[]] * 5


def test_who_is_not_born_yet_is_refused(harbour):
    imported(DIRECTORY)
    with stopped_at(now().replace(year=1960)), pytest.raises(CommandError) as refusal:
        imported(NORMAL, DIRECTORY)

    assert "normal.json: entry 1 (Patient): birthDate lies in the future" in str(refusal.value)
    assert not Patient.objects.exists()


def test_the_facility_is_named_where_there_is_not_exactly_one(harbour, hillside):
    with pytest.raises(CommandError, match="Say --facility"):
        imported(NORMAL)
    with pytest.raises(CommandError, match="no facility of this name"):
        imported(NORMAL, facility="Nowhere")
    imported(DIRECTORY, NORMAL, facility="Hillside Clinic")
    assert PatientFacility.objects.get().facility == hillside


def test_an_import_opens_no_record_of_another_facility(harbour, hillside):
    imported(NORMAL, DIRECTORY, facility="Harbour Clinic")
    before = everything()

    with pytest.raises(CommandError, match="is a patient of another facility already"):
        imported(NORMAL, DIRECTORY, facility="Hillside Clinic")

    assert everything() == before


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_people_see_how_far_it_is_and_logs_do_not(harbour):
    screen, log = Terminal(), StringIO()
    call_command("import_fhir", str(DIRECTORY), str(NORMAL), stdout=StringIO(), stderr=screen)
    call_command("import_fhir", str(DIRECTORY), str(NORMAL), stdout=StringIO(), stderr=log)

    assert f"\r[{'#' * 15}{'.' * 15}] 1 of 2" in screen.getvalue()
    assert f"\r[{'#' * 30}] 2 of 2" in screen.getvalue()
    assert log.getvalue() == ""


@pytest.mark.campaign
@pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")
def test_fifty_four_patients_of_others_come_in_whole_and_once(harbour):
    imported(SYNTHEA)
    before = everything()
    imported(SYNTHEA)

    assert everything() == before
    assert Patient.objects.count() == 54
    assert SourceResource.objects.filter(patient=None).count() == 204
    chance = random.Random(54)
    for each in chance.sample(list(SourceResource.objects.values_list("source_id", "body")), 50):
        assert json.loads(each[1])["id"] == each[0]
