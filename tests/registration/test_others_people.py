"""The people of others, where they are at hand: imported, each is found however one remembers them, and recognised."""

from io import StringIO
from random import Random

import pytest
from django.core.management import call_command

from features.interchange.fhir.reading import files_in, read_json
from features.interchange.fhir.writing import written
from features.patients.models import Patient
from features.patients.searching import search
from tests.forms.sent import opened
from tests.interchange.bundles import SYNTHEA
from tests.registration.pairs import slip

pytestmark = [
    pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand"),
    pytest.mark.django_db,
]
PEOPLE = 54


@pytest.fixture
def people(harbour, tmp_path) -> list[Patient]:
    """Everybody of the bundles, without what is clinical."""
    for path in files_in([SYNTHEA]):
        bundle = read_json(path)
        bundle["entry"] = [one for one in bundle["entry"] if one["resource"]["resourceType"] == "Patient"]
        if bundle["entry"]:
            (tmp_path / f"{path.name.partition('.')[0]}.json").write_text(written(bundle))
    call_command("import_fhir", str(tmp_path), facility="Harbour Clinic", stdout=StringIO())
    found = [*Patient.objects.order_by("pk")]
    assert len(found) == PEOPLE
    return found


def ways(patient: Patient, random: Random) -> dict[str, str]:
    """How somebody is looked for."""
    given, born = patient.given_names.split()[0], patient.birth_date
    family = patient.family_name
    return {
        "names": f"{family} {given}",
        "names the other way round": f"{given.lower()} {family.lower()}",
        "a slip in the family name": f"{slip(random, family.lower())} {given}",
        "a slip in the given name": f"{family}, {slip(random, given.lower())}",
        "birth date in words": f"{born:%d %b %Y}",
        "birth date in figures": f"{born:%d%m%y}",
        "birth date as ISO writes it": born.isoformat(),
        "birth date with strokes": f"{born:%m/%d/%Y}",
        "phone": patient.phone,
        "the end of the phone": patient.phone[-8:],
        "MRN": patient.mrn,
        "number of the state": patient.identifiers.get(system__endswith="us-ssn").value,
    }


def test_each_is_found_however_one_remembers_them(people, freda):
    random, missed = Random(54), []
    for patient in people:
        for way, text in ways(patient, random).items():
            shown = [match.known.public_id for match in search(text=text, by=freda).matches]
            if patient.public_id not in shown:
                missed.append((way, patient.pk))
    assert missed == []


def test_each_is_recognised_when_they_are_registered_again(people, freda, signed_in):
    random, client = Random(7), signed_in(freda, htmx=True)
    for patient in people:
        typed = {
            "family_name": slip(random, patient.family_name),
            "given_names": patient.given_names,
            "birth": f"{patient.birth_date:%d %b %Y}",
            "sex": patient.sex,
        }
        words = client.post("/registration/candidates/", typed).text
        assert patient.mrn in words, patient.pk


def test_a_few_who_are_registered_again_are_asked_about(people, freda, signed_in):
    desk = signed_in(freda)
    for patient in Random(3).sample(people, 5):
        form = opened(desk, "/registration/").fill(
            family_name=patient.family_name,
            given_names=patient.given_names.upper(),
            birth=f"{patient.birth_date:%d%m%Y}"
            if patient.birth_date.day > 12
            else f"{patient.birth_date:%d %b %Y}",
            sex=patient.sex,
        )
        answer = form.send()
        assert answer.status_code == 422
        assert patient.mrn in answer.text
        assert "Why is this somebody else?" in answer.text
    assert Patient.objects.count() == PEOPLE
