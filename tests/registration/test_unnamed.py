"""Those who cannot say who they are: newborns, and people whom nobody can name until somebody does."""

from datetime import date, time

import pytest

from features.patients.models import NameUse, Patient, PatientAddress
from features.registration.models import UnidentifiedPerson
from tests.factories import PatientFactory
from tests.forms.sent import opened


@pytest.fixture
def mother(harbour) -> Patient:
    patient = PatientFactory(
        family_name="Okafor",
        given_names="Amara",
        birth_date=date(1992, 1, 1),
        phone_mobile="+44 7700 900001",
        at=harbour,
    )
    PatientAddress.objects.create(patient=patient, lines="1 Quay", city="Leeds", postal_code="LS1 4AP")
    return patient


@pytest.fixture
def desk(freda, signed_in):
    return signed_in(freda)


def confirmed(form):
    """Sends a form, and again with the tick that its questions ask for."""
    answer = form.send()
    assert answer.status_code == 422
    confirmation = answer.text.partition('name="form_confirmed" value="')[2].partition('"')[0]
    return answer, form.fill(form_confirmed=confirmation).send()


def test_a_newborn_is_registered_with_the_mother(desk, mother):
    form = opened(desk, "/registration/newborn/").fill(
        mother=mother.mrn.lower(), birth="13 Mar 2026", birth_time="03:12", sex="male", order="2"
    )
    asked, answer = confirmed(form)
    assert "The mother is Okafor, Amara, born 1 Jan 1992." in asked.text
    child = Patient.objects.latest("id")
    assert answer.headers["Location"] == f"/patients/{child.public_id}/"
    assert (child.family_name, child.given_names) == ("Okafor", "Baby of Amara")
    assert (child.birth_time, child.multiple_birth_order, child.phone_mobile) == (
        time(3, 12),
        2,
        "+44 7700 900001",
    )
    assert child.addresses.get().lines == "1 Quay"
    assert [(kin.relationship, kin.other_patient) for kin in child.related_people.all()] == [("MTH", mother)]
    assert [(kin.relationship, kin.other_patient) for kin in mother.related_people.all()] == [
        ("CHILD", child)
    ]


def test_twins_of_one_mother_are_two(desk, mother):
    for order in ("1", "2"):
        typed = {"mother": mother.mrn, "birth": "13 Mar 2026", "sex": "female", "order": order}
        assert confirmed(opened(desk, "/registration/newborn/").fill(**typed))[1].status_code == 302
    assert mother.related_people.filter(relationship="CHILD").count() == 2


@pytest.mark.parametrize("change", [{"sex": "male"}, {"birth_date": date(2020, 1, 1)}])
def test_an_unlikely_mother_is_questioned(change, desk, mother):
    Patient.objects.filter(pk=mother.pk).update(**change)
    form = opened(desk, "/registration/newborn/").fill(mother=mother.mrn, birth="13 Mar 2026", sex="male")
    assert "hardly the mother" in form.send().text


def test_a_mother_of_another_clinic_is_not_known(desk, hillside):
    other = PatientFactory(at=hillside)
    form = opened(desk, "/registration/newborn/").fill(mother=other.mrn, birth="13 Mar 2026", sex="male")
    answer = form.send()
    assert answer.status_code == 422
    assert "No patient of your list has this MRN." in answer.text
    assert other.family_name not in answer.text


def unnamed(desk) -> Patient:
    typed = {"sex": "male", "birth": "about 40", "description": "Bus stop, 02:10. Grey coat."}
    assert opened(desk, "/registration/unidentified/").fill(**typed).send().status_code == 302
    return Patient.objects.latest("id")


def test_somebody_without_a_name_gets_a_record_at_once(desk):
    patient = unnamed(desk)
    assert (patient.family_name, patient.given_names) == ("Unidentified", patient.mrn)
    assert (patient.birth_date, patient.birth_precision, patient.birth_date_estimated) == (
        date(1986, 1, 1),
        "year",
        True,
    )
    assert "Bus stop, 02:10. Grey coat." in desk.get("/registration/unidentified/").text


def test_two_without_a_name_are_two(desk):
    assert unnamed(desk) != unnamed(desk)


def test_an_unidentified_patient_is_identified_and_stays_findable(desk, freda):
    from features.patients.searching import search

    patient = unnamed(desk)
    url = f"/registration/{patient.public_id}/identify/"
    form = opened(desk, url).fill(family_name="Reyes", given_names="Luis", birth="2 May 1984", sex="male")
    assert form.send().headers["Location"] == f"/patients/{patient.public_id}/"
    patient.refresh_from_db()
    assert (patient.family_name, patient.birth_date, patient.birth_date_estimated) == (
        "Reyes",
        date(1984, 5, 2),
        False,
    )
    name = patient.names.get()
    assert (name.use, name.family_name, name.given_names) == (NameUse.TEMP, "Unidentified", patient.mrn)
    assert UnidentifiedPerson.objects.get().identified_at is not None
    assert [match.known.family_name for match in search(text="unidentified", by=freda).matches] == ["Reyes"]
    assert desk.get(url).status_code == 404
    assert "Everybody has a name." in desk.get("/registration/unidentified/").text


def test_identifying_shows_who_has_a_record_already(desk, harbour):
    patient = unnamed(desk)
    PatientFactory(
        family_name="Reyes", given_names="Luis", birth_date=date(1984, 5, 2), sex="male", at=harbour
    )
    form = opened(desk, f"/registration/{patient.public_id}/identify/")
    answer = form.fill(family_name="Reyes", given_names="Luis", birth="2 May 1984", sex="male").send()
    assert answer.status_code == 422
    assert "very likely the same" in answer.text


def test_somebody_who_is_named_is_not_identified(desk, mother):
    assert desk.get(f"/registration/{mother.public_id}/identify/").status_code == 404
