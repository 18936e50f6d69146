"""The patient of an address, by a statement that is written once: as the ORM would read them, for the same people."""

from datetime import timedelta

import pytest

from features.foundation.records import clock
from features.foundation.records.prepared import NOBODY, WrittenOnce
from features.patients.models import CareTeamMember, Patient, Provider
from features.patients.reading import PATIENT, PROVIDER, visible_patient
from features.patients.regions import versions
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amara(harbour) -> Patient:
    provider = Provider.objects.create(family_name="Iyer", given_names="Radha", npi="1234567893")
    return PatientFactory(
        family_name="Okafor",
        at=harbour,
        primary_provider=provider,
        phone_mobile="+44 7700 900123",
        needs_interpreter=True,
        multiple_birth_order=2,
    )


def test_every_field_is_as_the_orm_reads_it(amara, nadia):
    read = visible_patient(nadia, amara.public_id)
    whole = Patient.objects.select_related("primary_provider").get(pk=amara.pk)

    assert read is not None
    assert [getattr(read, name) for name in PATIENT] == [getattr(whole, name) for name in PATIENT]
    assert [getattr(read.primary_provider, name) for name in PROVIDER] == [
        getattr(whole.primary_provider, name) for name in PROVIDER
    ]
    assert not read._state.adding


def test_it_comes_with_the_version_keys(amara, nadia):
    from features.foundation.records.services import raise_version

    raise_version(patient=amara.public_id, kind="labs")
    raise_version(patient=amara.public_id, kind="labs")

    assert versions(visible_patient(nadia, amara.public_id), ["labs", "notes"]) == (2, 0)


def test_a_patient_without_a_provider_has_none(harbour, nadia):
    assert visible_patient(nadia, PatientFactory(at=harbour).public_id).primary_provider is None


def test_nobody_of_another_facility_is_found(amara, olga):
    assert visible_patient(olga, amara.public_id) is None


def test_who_works_nowhere_finds_nobody(amara, nadia):
    nadia.facility = None

    assert visible_patient(nadia, amara.public_id) is None


def test_two_people_of_a_house_do_not_share_a_restricted_patient(harbour, nadia, dan):
    restricted = PatientFactory(at=harbour, restricted=True)
    CareTeamMember.objects.create(
        patient=restricted,
        provider=Provider.objects.create(family_name="Whitlow", given_names="Dan", user=dan),
        role="attending",
        starts_on=clock.now().date(),
        ends_on=clock.now().date(),
    )

    assert visible_patient(nadia, restricted.public_id) is None
    assert visible_patient(dan, restricted.public_id) == restricted
    clock.move_by(timedelta(days=1))
    assert visible_patient(dan, restricted.public_id) is None


def test_a_statement_that_is_written_once_is_about_whoever_is_asked_for(harbour):
    first, second = PatientFactory(at=harbour), PatientFactory(at=harbour)
    asked = []

    @WrittenOnce
    def who(patient: int):
        asked.append(patient)
        return Patient.objects.filter(pk=patient).values("mrn", "public_id")

    assert [who(first.pk), who(second.pk), who(first.pk)] == [
        [{"mrn": one.mrn, "public_id": one.public_id}] for one in (first, second, first)
    ]
    assert asked == [NOBODY]
