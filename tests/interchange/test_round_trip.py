"""A patient's export, imported elsewhere and exported there, says the same but for ids and MRN."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from unicodedata import normalize

import pytest
from django.core.management import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.foundation.clinical.ages import Precision
from features.interchange.fhir.reading import files_in
from features.interchange.fhir.storing import A_COPY
from features.interchange.fhir.understanding import NO_RECORD
from features.interchange.models import SourceResource
from features.labs.models import LabOrder
from features.notes.models import Note
from features.patients.models import (
    CareTeamMember,
    Consent,
    CoverageCard,
    Patient,
    PatientFacility,
    RelatedPerson,
)
from features.problems.models import NoKnownAllergies, Pregnancy, Problem
from features.vitals.models import Measurement, VitalSigns
from tests.factories import PatientFactory
from tests.interchange.bundles import SYNTHEA
from tests.interchange.same import first_difference
from tests.interchange.test_export_fhir import bring_in, exported, there_and_back
from tests.interchange.whole_person import AT, LATER, PIXEL, TEXT, make_whole_person

pytestmark = pytest.mark.django_db


def test_the_comparison_names_the_first_difference():
    def bundle(value):
        return json.dumps({"entry": [{"resource": {"resourceType": "Goal", "id": "1", "a": [1, value]}}]})

    assert first_difference(bundle(2), bundle(2)) == ""
    assert first_difference(bundle(2), bundle(3)) == ".Goal[0].resource.a[1]: 2 is not 3"


@pytest.fixture
def there(harbour, hillside, lars, tmp_path):
    """The whole person, what Harbour exports, the twin that Hillside has of them then, and what it exports."""
    patient = make_whole_person(harbour, lars)
    first, second = there_and_back(tmp_path, patient)
    twin = PatientFacility.objects.get(facility=hillside).patient
    return patient, first, twin, second


def test_a_whole_person_comes_back_the_same(there):
    _patient, first, _twin, second = there

    assert first_difference(first, second) == ""


def test_an_export_makes_a_second_patient_and_does_not_touch_the_first(there):
    patient, first, twin, _second = there

    assert twin.pk != patient.pk
    assert first_difference(first, exported(patient)) == ""
    assert exported(patient).count(str(twin.public_id)) == 0


def test_no_id_of_a_user_leaves_the_house(there, lars):
    _patient, first, _twin, second = there

    assert str(lars.public_id) not in first + second


def test_all_becomes_records_again(there):
    _patient, _first, twin, _second = there

    assert (twin.preferred_name, twin.restricted, twin.needs_interpreter, twin.birth_date_estimated) == (
        "Ani 阿尼",
        True,
        False,
        True,
    )
    assert bytes(twin.photo.image) == PIXEL
    card = CoverageCard.objects.get(patient=twin)
    assert (bytes(card.front), bytes(card.back)) == (PIXEL, PIXEL + b" ")
    assert (twin.sex_at_birth, twin.gender_identity, twin.status) == ("unknown", "non-binary", "inactive")
    counts = {
        model.__name__: model.objects.filter(patient=twin).count()
        for model in (RelatedPerson, Consent, CareTeamMember, NoKnownAllergies, Pregnancy, LabOrder, Note)
    }
    assert set(counts.items()) == {
        ("RelatedPerson", 2), ("Consent", 2), ("CareTeamMember", 2), ("NoKnownAllergies", 2), ("Pregnancy", 2),
        ("LabOrder", 1), ("Note", 4),
    }  # fmt: skip
    refused = SourceResource.objects.filter(patient=twin).exclude(outcome="imported")
    assert set(refused.values_list("source_id", "reason")) == {
        ("p-1", NO_RECORD),
        ("p-2", NO_RECORD),
        ("n-1", A_COPY),
        ("o-1", "its unit is not one of weight"),
    }


def test_a_set_of_vital_signs_comes_back_as_one(there):
    _patient, _first, twin, _second = there
    first, beside, wrong = VitalSigns.objects.filter(patient=twin).order_by("id")

    assert (first.consciousness, first.oxygen_device, str(first.oxygen_flow)) == ("C", "nasal cannula", "2.0")
    assert first.typed == {"temperature": ["98.60", "[degF]"], "weight": ["155.0", "[lb_av]"]}
    assert (first.confirmed, str(first.temperature), first.taken_by.family_name) == (
        ["systolic", "pulse"],
        "37.00",
        "Sørby",
    )
    assert (beside.oxygen_device, beside.pulse, beside.taken_at) == ("air", 80, first.taken_at)
    assert (wrong.status, wrong.error_reason) == ("entered-in-error", "other bed")
    assert Measurement.objects.get(patient=twin).display == "PHQ-9"


def test_a_signed_note_stays_signed_and_an_addendum_stays_one(there):
    _patient, _first, twin, _second = there
    draft, first, addendum, wrong = Note.objects.filter(patient=twin).order_by("id")

    assert [each.status for each in (draft, first, addendum, wrong)] == [
        "draft",
        "cosigned",
        "signed",
        "entered-in-error",
    ]
    assert (first.text, first.signed_at, addendum.addendum_to) == (TEXT, LATER, first)
    assert draft.is_sensitive


def test_a_second_import_of_an_export_changes_nothing(there, tmp_path):
    _patient, _first, twin, second = there
    before = list(Patient.objects.order_by("pk").values())

    bring_in(tmp_path / "sent.json", facility="Hillside Clinic")

    assert list(Patient.objects.order_by("pk").values()) == before
    assert exported(twin) == second


def test_a_facility_does_not_take_its_own_patient_for_another(there, tmp_path):
    with pytest.raises(CommandError, match="was exported by this facility"):
        bring_in(tmp_path / "sent.json", facility="Harbour Clinic")


def test_a_signed_note_that_was_changed_on_the_way_is_kept_raw(harbour, hillside, lars, tmp_path):
    text = exported(make_whole_person(harbour, lars))
    document = json.loads(text)
    notes = [
        entry["resource"]
        for entry in document["entry"]
        if entry["resource"]["resourceType"] == "DocumentReference"
        and entry["resource"]["docStatus"] == "final"
    ]
    notes[0]["description"] = "Morning"
    (tmp_path / "hostile.json").write_text(json.dumps(document))

    bring_in(tmp_path / "hostile.json", facility="Hillside Clinic")

    twin = PatientFacility.objects.get(facility=hillside).patient
    kept = SourceResource.objects.filter(patient=twin, resource_type="DocumentReference", outcome="kept")
    assert set(kept.values_list("source_id", "reason")) == {
        (notes[0]["id"], "its content hash does not fit its text"),
        (notes[1]["id"], "is an addendum to a note that is not here"),
    }
    assert set(Note.objects.filter(patient=twin).values_list("status", flat=True)) == {
        "draft",
        "entered-in-error",
    }


WORDS = st.text(
    st.characters(
        codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd"), min_codepoint=0x30, max_codepoint=0xFFEF
    ),
    min_size=1,
    max_size=20,
).map(partial(normalize, "NFC"))
DIGITS = st.decimals(min_value="0.2", max_value="350", places=4) | st.sampled_from(
    [Decimal("70.50"), Decimal("70.000"), Decimal("7E+1")]
)
DAYS = st.dates(date(1900, 1, 1), date(2025, 12, 31))


@st.composite
def partial_dates(draw) -> tuple[date | None, str]:
    precision = draw(st.sampled_from(list(Precision)))
    on = draw(DAYS)
    if precision == Precision.UNKNOWN:
        return None, precision
    if precision == Precision.DAY:
        return on, precision
    return on.replace(day=1, month=1 if precision == Precision.YEAR else on.month), precision


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.tuples(WORDS, st.lists(WORDS, max_size=3), WORDS),
    born=partial_dates(),
    weight=DIGITS,
    score=DIGITS,
    onset=partial_dates(),
    taken_at=st.datetimes(datetime(2000, 1, 1), datetime(2026, 1, 1)).map(  # its zone comes now
        lambda at: at.replace(tzinfo=AT.tzinfo)
    ),
)
def test_whoever_it_is_comes_back_the_same(
    harbour, hillside, tmp_path, names, born, weight, score, onset, taken_at
):
    with transaction.atomic():
        patient = PatientFactory(
            at=harbour, family_name=names[0], given_names=" ".join(names[1]), preferred_name=names[2],
            birth_date=born[0], birth_precision=born[1],
        )  # fmt: skip
        VitalSigns.objects.create(patient=patient, taken_at=taken_at, weight=weight, confirmed=["weight"])
        Measurement.objects.create(
            patient=patient,
            taken_at=taken_at,
            category="survey",
            status="final",
            display=names[0],
            number=score,
        )
        Problem.objects.create(
            patient=patient, display=names[0], status="active", verification="confirmed", recorded_at=taken_at,
            onset_on=onset[0], onset_precision=onset[1],
        )  # fmt: skip

        first, second = there_and_back(tmp_path, patient)

        assert first_difference(first, second) == ""
        transaction.set_rollback(True)


def synthea_there_and_back(tmp_path, number: int | None) -> list[str]:
    """Where the exports of two facilities differ first, by patient."""
    paths = files_in([SYNTHEA])
    directory = [path for path in paths if "Information" in path.name]
    bring_in(
        *directory, *[path for path in paths if path not in directory][:number], facility="Harbour Clinic"
    )
    found = []
    for link in PatientFacility.objects.filter(facility__name="Harbour Clinic").order_by("id"):
        with transaction.atomic():
            found.append(first_difference(*there_and_back(tmp_path, link.patient)))
            transaction.set_rollback(True)
    return found


def there_and_back_again(elsewhere, folder, patients: list[Patient]) -> list[str]:
    """Where the exports of two databases differ first, by patient."""
    here = {f"{number:02d}.json": exported(patient) for number, patient in enumerate(patients)}
    for name, text in here.items():
        (folder / name).write_text(text)
    known = len(elsewhere.rows("SELECT id FROM patients_patient"))
    elsewhere.run("import_fhir", *(str(folder / name) for name in here))
    numbers = elsewhere.rows(f"SELECT mrn FROM patients_patient ORDER BY id OFFSET {known}")
    return [
        first_difference(first, elsewhere.run("export_fhir", mrn))
        for first, (mrn,) in zip(here.values(), numbers, strict=True)
    ]


def test_a_whole_person_comes_back_the_same_from_another_database(elsewhere, harbour, lars, tmp_path):
    patient = make_whole_person(harbour, lars)

    assert there_and_back_again(elsewhere, tmp_path, [patient]) == [""]


@pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")
def test_two_patients_of_others_come_back_the_same_from_another_database(elsewhere, harbour, tmp_path):
    paths = files_in([SYNTHEA])
    bring_in(*paths[:5], facility="Harbour Clinic")

    assert there_and_back_again(elsewhere, tmp_path, list(Patient.objects.order_by("id")[:2])) == [""] * 2


@pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")
def test_two_patients_of_others_come_back_the_same(harbour, hillside, tmp_path):
    assert synthea_there_and_back(tmp_path, 2) == [""] * 2


@pytest.mark.campaign
@pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")
def test_all_patients_of_others_come_back_the_same(harbour, hillside, tmp_path):
    assert synthea_there_and_back(tmp_path, None) == [""] * 54
