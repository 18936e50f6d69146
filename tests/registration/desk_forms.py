"""The four forms of the desk that make or name somebody, each filled in so that the next sending saves it."""

from collections.abc import Callable
from datetime import date

from features.foundation.access.models import Facility
from features.patients.models import Patient, PatientFacility
from features.registration.models import UnidentifiedPerson
from tests.factories import PatientFactory
from tests.forms.sent import Filled
from tests.forms.served import Browser

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def family(number: int) -> str:
    """A name of its own for each number, like none of the others."""
    one, other = LETTERS[number % 26], LETTERS[(7 * number + 3) % 26]
    return f"Qu{one * 3}feather{other * 3}"


def register(browser: Browser, facility: Facility, number: int) -> Filled:
    typed = {
        "given_names": "Ottoline",
        "birth": "14 Mar 1982",
        "sex": "female",
        "phone_mobile": "212-736-5000",
    }
    more = {"contact_name": "Otto", "consent": "active", "lines": "1 Quay", "city": "Boston"}
    return shown(browser, "/registration/").fill(family_name=family(number), **typed, **more)


def newborn(browser: Browser, facility: Facility, number: int) -> Filled:
    """Who the mother is was asked back and confirmed."""
    mother = PatientFactory(
        family_name=family(number), sex="female", birth_date=date(1992, 1, 1), at=facility
    )
    form = shown(browser, "/registration/newborn/").fill(mother=mother.mrn, birth="13 Mar 2026", sex="male")
    asked = form.send()
    assert asked.status_code == 422
    told = asked.content.decode().partition('name="form_confirmed" value="')[2].partition('"')[0]
    return form.fill(form_confirmed=told)


def unidentified(browser: Browser, facility: Facility, number: int) -> Filled:
    typed = {"sex": "male", "birth": "about 40", "description": f"Bus stop {number}"}
    return shown(browser, "/registration/unidentified/").fill(**typed)


def identify(browser: Browser, facility: Facility, number: int) -> Filled:
    patient = PatientFactory(
        family_name="Unidentified",
        given_names=f"Nobody{number}",
        birth_date=None,
        birth_precision="unknown",
        sex="male",
        at=facility,
    )
    UnidentifiedPerson.objects.create(patient=patient, description="Bus stop")
    typed = {"given_names": "Otto", "birth": "2 May 1984", "sex": "male"}
    url = f"/registration/{patient.public_id}/identify/"
    return shown(browser, url).fill(family_name=family(number), **typed)


FORMS: list[Callable[[Browser, Facility, int], Filled]] = [register, newborn, unidentified, identify]


def shown(browser: Browser, url: str) -> Filled:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return Filled.from_answer(browser, url, answer)


def chart_of(answer) -> Patient:
    """Whose chart the answer to a save opens."""
    public_id = answer.headers["HX-Redirect"].strip("/").split("/")[-1]
    return Patient.objects.get(public_id=public_id)


def stands_once(patient: Patient, before: int, make: Callable) -> None:
    """One record was made, or for a patient who was there before none; the facility lists it once."""
    made = 0 if make is identify else 1
    assert Patient.objects.count() == before + made
    assert PatientFacility.objects.filter(patient=patient).count() == 1
    assert UnidentifiedPerson.objects.filter(patient=patient).count() == (make in (unidentified, identify))
    if make is identify:
        assert (patient.version, patient.names.count()) == (2, 1)
    if make is register:
        assert (patient.addresses.count(), patient.consents.count(), patient.related_people.count()) == (
            1,
            1,
            1,
        )
    if make is newborn:
        mother = patient.related_people.get().other_patient
        assert mother.related_people.get().other_patient == patient
