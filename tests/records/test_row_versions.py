"""Every change of a record raises its version, in whatever way it is written."""

import pytest
from django.apps import apps
from django.db import connection

from features.foundation.access.models import Facility
from features.foundation.records.models import BaseRecord
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db


def version_of(record) -> int:
    return type(record).objects.values_list("version", flat=True).get(pk=record.pk)


def test_a_new_record_has_the_first_version(harbour):
    assert version_of(harbour) == 1


def test_saving_raises_it(harbour):
    for expected in (2, 3):
        harbour.name += "!"
        harbour.save()
        assert version_of(harbour) == expected


def test_an_update_of_many_rows_raises_each(harbour, hillside):
    Facility.objects.update(time_zone="UTC")

    assert (version_of(harbour), version_of(hillside)) == (2, 2)


def test_a_bulk_update_raises_each(harbour, hillside):
    Facility.objects.bulk_update([harbour, hillside], ["name"])

    assert (version_of(harbour), version_of(hillside)) == (2, 2)


def test_raw_sql_raises_it(harbour):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_facility SET name = name WHERE id = %s", [harbour.pk])

    assert version_of(harbour) == 2


def test_nobody_can_choose_a_version(harbour):
    Facility.objects.update(version=1000)
    Facility.objects.update(version=1)

    assert version_of(harbour) == 3


def test_a_stale_save_does_not_turn_it_back(harbour):
    stale = Facility.objects.get(pk=harbour.pk)
    Facility.objects.update(time_zone="UTC")
    stale.save()

    assert version_of(harbour) == 3


def test_it_is_raised_for_every_kind_of_record():
    tables = {model._meta.db_table for model in apps.get_models() if issubclass(model, BaseRecord)}
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE t.tgname LIKE 'pgtrigger_raise_version_%%' AND t.tgenabled = 'O'"""
        )
        raised = {table for (table,) in cursor.fetchall()}

    assert raised == tables
    assert tables >= {"patients_patient", "patients_coverage", "access_user"}


def test_a_patients_version_is_raised_too(harbour):
    patient = PatientFactory(at=harbour)
    patient.given_names = "Other"
    patient.save()

    assert version_of(patient) == 2
