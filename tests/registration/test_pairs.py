"""Duplicates against seeded pairs: how many true ones are found and asked about, how many strangers are blamed."""

import sys
from collections import defaultdict
from dataclasses import replace
from random import Random

import pytest

from features.patients.models import Patient, PatientAddress
from features.registration.duplicates import candidates
from features.registration.forms.person import MOST_SHOWN
from features.registration.rules import Person, compare
from tests.factories import PatientFactory
from tests.registration.pairs import namesake_of, somebody, true_pair, twin_of

SIZES = [90, pytest.param(1000, marks=pytest.mark.campaign)]


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")


def kept(person: Person) -> Patient:
    """The person as a record."""
    patient = PatientFactory(
        family_name=person.family_name,
        given_names=person.given_names,
        birth_date=person.birth_date,
        sex=person.sex,
        phone_mobile="".join(f"212{phone}" for phone in person.phones),
        email=person.email,
    )
    if person.postal_code:
        PatientAddress.objects.create(patient=patient, postal_code=person.postal_code)
    return patient


@pytest.mark.parametrize("size", SIZES, ids=["sample", "campaign"])
def test_true_duplicates_are_found_and_strangers_are_left_alone(size, db, capsys):
    random = Random(8)  # the same pairs each time
    pairs = [true_pair(random, number) for number in range(size)]
    records = [kept(pair.known) for pair in pairs]
    for number in range(size):
        kept(somebody(random, size + number))
    shown, asked, pairs_of = defaultdict(int), defaultdict(int), defaultdict(int)
    blamed = asked_at_all = 0
    for pair, record in zip(pairs, records, strict=True):
        found = candidates(person=pair.typed, facility=None)[:MOST_SHOWN]
        likely = [one.public_id for one in found if one.comparison.is_very_likely]
        pairs_of[pair.kind] += 1
        shown[pair.kind] += record.public_id in [one.public_id for one in found]
        asked[pair.kind] += record.public_id in likely
        asked_at_all += len(likely)
        blamed += len([one for one in likely if one != record.public_id])
    for number in range(size):
        stranger = (
            somebody(random, 3 * size + number) if number % 2 else namesake_of(random, pairs[number].known)
        )
        asked_of = [
            one for one in candidates(person=stranger, facility=None) if one.comparison.is_very_likely
        ]
        blamed += len(asked_of)
        asked_at_all += len(asked_of)
    recall = sum(shown.values()) / size
    precision = 1 - blamed / asked_at_all
    with capsys.disabled():
        whole = sum(asked.values()) / size
        tell(f"\n{size} pairs: shown {recall:.1%}, asked about {whole:.1%}, precision {precision:.1%}")
        for kind, number in pairs_of.items():
            tell(f"  {kind:<22} shown {shown[kind] / number:>6.1%}  asked about {asked[kind] / number:>6.1%}")
    assert recall >= 0.95
    assert precision >= 0.99


@pytest.mark.parametrize("size", SIZES, ids=["sample", "campaign"])
def test_twins_never_stand_above_true_duplicates(size):
    random = Random(9)  # the same pairs each time
    for number in range(size):
        pair = true_pair(random, number)
        twin = twin_of(random, pair.known)
        of_twin = compare(twin, pair.known)
        assert of_twin.weight < compare(pair.typed, pair.known).weight, (pair, twin)
        assert of_twin.is_twin
        assert not of_twin.is_very_likely
        bare = replace(twin, phones=frozenset(), email="", postal_code="")
        assert not compare(bare, pair.known).is_very_likely
