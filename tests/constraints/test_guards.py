"""What triggers and rights keep of a chart: signatures, histories, restricted patients; each guard is in place."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from features.labs.models import LabResult
from features.notes.models import Note
from features.patients.models import CareTeamMember, OfPatient, Patient, Provider
from features.visits.models import Visit
from tests.constraints.rows import HASH, LATER, THEN, check_at_once, complete, insert, make_scene

pytestmark = pytest.mark.django_db

FEATURES = ("patients", "visits", "problems", "vitals", "labs", "medications", "notes")
MODELS = [model for feature in FEATURES for model in apps.get_app_config(feature).get_models()]
CHART = [model for model in MODELS if issubclass(model, OfPatient)]
by_name = pytest.mark.parametrize("model", CHART, ids=lambda model: model.__name__)
TODAY = date(2026, 3, 14)

SIGNED = {"status": "signed", "signed_at": THEN, "content_hash": HASH}
COSIGNED = {**SIGNED, "status": "cosigned", "cosigned_at": THEN}
IN_ERROR = {"status": "entered-in-error", "error_reason": "another patient's"}
SOMEBODY = "018f3c1e-0000-7000-8000-000000000001"


@pytest.fixture
def scene(harbour):
    return make_scene(harbour)


def told(statement: str, *parameters) -> list[tuple]:
    """The answer to a statement of raw SQL, if it has one."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def change(model, key: int, column: str, value: object) -> None:
    told(f'UPDATE "{model._meta.db_table}" SET {column} = %s WHERE id = %s', value, key)


def test_every_declared_constraint_stands_in_the_database():
    found = {
        name
        for (name,) in told(
            "SELECT conname FROM pg_constraint WHERE convalidated UNION SELECT indexname FROM pg_indexes"
        )
    }
    declared = {constraint.name for model in MODELS for constraint in model._meta.constraints}

    assert len(declared) > 100
    assert declared - found == set()


def test_no_constraint_has_the_name_of_another():
    names = Counter(constraint.name for model in MODELS for constraint in model._meta.constraints)

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_declared_trigger_stands_in_the_database_and_is_on(model):
    on = {
        name
        for (name,) in told(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'O'",
            model._meta.db_table,
        )
    }

    assert {trigger.get_pgid(model) for trigger in getattr(model._meta, "triggers", [])} - on == set()


@by_name
def test_a_record_of_a_chart_has_a_history_and_is_never_deleted(model):
    triggers = {trigger.name for trigger in model._meta.triggers}

    assert {"raise_version", "never_deleted", "update_update", "delete_delete"} <= triggers


@by_name
def test_a_whole_table_is_not_emptied_either(model, scene):
    key = insert(model, **complete(model, scene))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        told(f'TRUNCATE "{model._meta.db_table}" CASCADE')

    assert model.objects.filter(pk=key).exists()


@by_name
def test_the_history_of_a_record_is_not_rewritten(model, scene):
    change(model, insert(model, **complete(model, scene)), "updated_at", LATER)
    history = model.pgh_event_model
    for statement in ("UPDATE {0} SET version = 9", "DELETE FROM {0}"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            told(statement.format(history._meta.db_table))

    assert [row.version for row in history.objects.all()] == [1]


@pytest.mark.parametrize(
    ("given", "column", "value"),
    [
        (SIGNED, "signed_by", SOMEBODY),
        (SIGNED, "author_id", "doctor"),
        (SIGNED, "addendum_to_id", "earlier"),
        (COSIGNED, "text", "other words"),
        (COSIGNED, "status", "signed"),
        (COSIGNED, "cosigned_at", LATER),
        (COSIGNED, "cosigned_by", SOMEBODY),
        (IN_ERROR, "text", "other words"),
        (IN_ERROR, "status", "draft"),
        (IN_ERROR, "status", "signed"),
        (IN_ERROR, "error_reason", "another reason"),
    ],
)
def test_what_was_signed_or_withdrawn_stays_as_it_was(given, column, value, scene):
    whole = {**SIGNED, **given}
    key = insert(Note, **complete(Note, scene, **whole))
    meant = {"doctor": scene.doctor.pk, "earlier": insert(Note, **complete(Note, scene))}
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(Note, key, column, meant.get(value, value))


@pytest.mark.parametrize(
    "column", ["text", "title", "kind", "written_at", "author_id", "signed_at", "content_hash"]
)
def test_a_draft_may_be_changed(column, scene):
    values = {"kind": "physician", "author_id": scene.doctor.pk, "content_hash": HASH, "signed_at": LATER,
              "written_at": LATER}  # fmt: skip
    key = insert(Note, **complete(Note, scene))
    change(Note, key, column, values.get(column, "other words"))

    assert Note.objects.get(pk=key).version == 2


def test_a_signed_note_may_be_cosigned_and_then_withdrawn_with_a_reason(scene):
    key = insert(Note, **complete(Note, scene, **SIGNED))
    told("UPDATE notes_note SET status = 'cosigned', cosigned_at = %s, cosigned_by = %s WHERE id = %s",
         LATER, SOMEBODY, key)  # fmt: skip
    told("UPDATE notes_note SET status = 'entered-in-error', error_reason = 'twice' WHERE id = %s", key)

    former = Note.pgh_event_model.objects.order_by("pgh_id").values_list("status", flat=True)
    assert (list(former), Note.objects.get(pk=key).status) == (["signed", "cosigned"], "entered-in-error")


def test_an_addendum_leaves_its_note_as_it_was(scene):
    key = insert(Note, **complete(Note, scene, **SIGNED))
    addendum = insert(Note, **complete(Note, scene, **SIGNED, addendum_to_id=key))

    note = Note.objects.get(pk=key)
    assert (note.version, [row.pk for row in note.addenda.all()]) == (1, [addendum])


@by_name
def test_a_restricted_patients_record_is_seen_by_the_care_team_alone(model, scene, nadia, dan, olga):
    key = insert(model, **complete(model, scene))
    change(Patient, scene.ann.pk, "restricted", True)
    change(Provider, scene.doctor.pk, "user_id", dan.pk)

    def seen_by(person) -> bool:
        return model.objects.visible_to(person).filter(pk=key).exists()

    assert [seen_by(person) for person in (nadia, dan, olga)] == [False, False, False]

    insert(CareTeamMember, patient_id=scene.ann.pk, provider=scene.doctor, starts_on=TODAY)
    assert [seen_by(person) for person in (nadia, dan, olga)] == [False, True, False]


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False)],
    ids=["from today", "today", "until yesterday", "from tomorrow"],
)
def test_the_care_team_is_who_is_on_it_today(starts, ends, sees, scene, dan):
    visit = insert(Visit, **complete(Visit, scene))
    change(Patient, scene.ann.pk, "restricted", True)
    change(Provider, scene.doctor.pk, "user_id", dan.pk)
    ends_on = None if ends is None else TODAY + timedelta(days=ends)
    insert(CareTeamMember, patient_id=scene.ann.pk, provider=scene.doctor,
           starts_on=TODAY + timedelta(days=starts), ends_on=ends_on)  # fmt: skip

    assert Visit.objects.visible_to(dan).filter(pk=visit).exists() is sees


def test_who_was_on_a_care_team_is_kept(scene):
    key = insert(CareTeamMember, **complete(CareTeamMember, scene))
    change(CareTeamMember, key, "ends_on", TODAY)
    told("DELETE FROM patients_careteammember WHERE id = %s", key)

    former = CareTeamMember.pgh_event_model.objects.filter(pgh_obj_id=key).order_by("pgh_id")
    assert [(row.pgh_label, row.version, row.ends_on) for row in former] == [
        ("update", 1, None),
        ("delete", 2, TODAY),
    ]
    for statement in ("UPDATE {0} SET version = 9", "DELETE FROM {0}", "TRUNCATE {0}"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            told(statement.format(CareTeamMember.pgh_event_model._meta.db_table))


@by_name
def test_nobody_deletes_what_is_clinical(model, scene):
    key = insert(model, **complete(model, scene))
    with (
        pytest.raises(DatabaseError, match="Cannot delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE id = %s', [key])

    assert len(CHART) == 17


@by_name
def test_a_raw_change_raises_the_version_and_keeps_what_was(model, scene):
    key = insert(model, **complete(model, scene))
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{model._meta.db_table}" SET updated_at = %s WHERE id = %s', [LATER, key])

    former = model.pgh_event_model.objects.get(pgh_obj_id=key)
    now = model.objects.get(pk=key)
    assert (former.version, now.version, now.updated_at) == (1, 2, LATER)
    assert former.updated_at != LATER


@pytest.mark.parametrize(
    "column", ["text", "title", "kind", "written_at", "signed_at", "content_hash", "status"]
)
def test_a_signed_note_is_never_changed(column, scene):
    other = {
        "kind": "physician",
        "written_at": LATER,
        "signed_at": LATER,
        "content_hash": "1" * 64,
        "status": "draft",
    }
    signed = {"status": "signed", "signed_at": THEN, "content_hash": HASH}
    key = insert(Note, **complete(Note, scene, **signed))
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE notes_note SET {column} = %s WHERE id = %s", [other.get(column, "x"), key])


def test_a_merge_may_move_a_signed_note_with_its_visit(scene):
    visit = insert(Visit, **complete(Visit, scene))
    signed = {"status": "signed", "signed_at": THEN, "content_hash": HASH, "visit_id": visit}
    note = insert(Note, **complete(Note, scene, **signed))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notes_note SET patient_id = %s WHERE id = %s", [scene.ben.pk, note])
        cursor.execute("UPDATE visits_visit SET patient_id = %s WHERE id = %s", [scene.ben.pk, visit])
    check_at_once()

    assert Note.objects.get(pk=note).patient_id == Visit.objects.get(pk=visit).patient_id == scene.ben.pk


@by_name
def test_a_nurse_of_another_clinic_sees_no_record_of_the_chart(model, scene, nadia, olga):
    key = insert(model, **complete(model, scene))

    assert model.objects.visible_to(nadia).filter(pk=key).exists()
    assert not model.objects.visible_to(olga).filter(pk=key).exists()


def test_decimals_keep_their_digits(scene):
    key = insert(LabResult, **complete(LabResult, scene, number=Decimal("118.34700000000001")))

    assert str(LabResult.objects.get(pk=key).number) == "118.34700000000001"
