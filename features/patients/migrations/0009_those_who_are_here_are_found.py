"""The terms of patients who were here before the search, a few thousand at a time: no writer waits for all of them.

The triggers are in place by now: whoever is written meanwhile has their terms already, and is left as they are.
"""

from django.db import migrations

from features.patients.migrations import _functions_6

AT_A_TIME = 5_000


def find_those_who_are_here(apps, editor) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM patients_patient")
        (last,) = cursor.fetchone()
        for first in range(0, last, AT_A_TIME):
            cursor.execute(_functions_6.PRESENT_PATIENTS, [first, first + AT_A_TIME])


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("patients", "0008_patients_go_with_their_terms")]

    operations = [migrations.RunPython(find_those_who_are_here, migrations.RunPython.noop)]
