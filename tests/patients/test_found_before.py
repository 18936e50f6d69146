"""Patients who were here before the search get their terms when it comes."""

from importlib import import_module

import pytest
from django.db import connection

from features.patients.models import Findable, NearWord
from features.patients.searching import search
from tests.factories import PatientFactory

HERE_BEFORE = import_module("features.patients.migrations.0009_those_who_are_here_are_found")


@pytest.mark.django_db
def test_those_who_are_here_are_found_and_those_who_are_found_stay(harbour, freda, monkeypatch):
    monkeypatch.setattr(HERE_BEFORE, "AT_A_TIME", 2)
    people = [PatientFactory(family_name=f"Almeida{letter}", at=harbour) for letter in "abcde"]
    Findable.objects.exclude(patient=people[0]).delete()
    NearWord.objects.all().delete()
    with connection.schema_editor(atomic=False) as editor:
        HERE_BEFORE.find_those_who_are_here(None, editor)

    assert Findable.objects.count() == 5
    assert len(search(text="almeida", by=freda).matches) == 5
    assert search(text="almeydae", by=freda).matches[0].known.family_name == "Almeidae"
