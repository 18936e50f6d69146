"""A registration that begins with what somebody was searched by: never in an address, and asked back where unsure."""

from datetime import date

import pytest

from features.foundation.audit.models import AuditEvent
from features.patients.models import Patient
from features.registration.prefilled import told_by_search
from tests.factories import PatientFactory
from tests.forms.sent import Filled

ON = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quillfeather", {"family_name": "Quillfeather"}),
        ("ottoline quillfeather", {"family_name": "Quillfeather", "given_names": "Ottoline"}),
        ("Quillfeather, Ottoline Mae", {"family_name": "Quillfeather", "given_names": "Ottoline Mae"}),
        ("van der Berg, Jo", {"family_name": "Van Der Berg", "given_names": "Jo"}),
        ("McAuley 14 Mar 1982", {"family_name": "McAuley", "birth": "14 Mar 1982"}),
        ("Ng March 7, 1982", {"family_name": "Ng", "birth": "March 7, 1982"}),
        ("Ng 3/7/82", {"family_name": "Ng", "birth": "3/7/82"}),
        ("Ng 140382", {"family_name": "Ng", "birth": "140382"}),
        ("Ng 1982", {"family_name": "Ng", "birth": "1982"}),
        ("Ng 82", {"family_name": "Ng"}),
        ("Ng 212-736-5000", {"family_name": "Ng", "phone_mobile": "212-736-5000"}),
        ("jo@example.org +44 7700 900418", {"email": "jo@example.org", "phone_mobile": "+44 7700 900418"}),
        ("10002T", {}),
        ("", {}),
    ],
)
def test_every_part_of_a_search_goes_to_its_field(text, told):
    assert told_by_search(text, on=ON) == told


@pytest.fixture
def desk(freda, signed_in):
    return signed_in(freda)


def begun(desk, text: str):
    answer = desk.post("/patients/find/", {"text": text, "chosen": "register"})
    assert text.split()[0].lower() not in answer.headers["Location"].lower()
    return desk.get(answer.headers["Location"])


def test_a_registration_begins_with_what_was_searched_for(desk):
    answer = begun(desk, "Ottoline Quillfeather 14 Mar 1982 212-736-5000")
    form = Filled.from_answer(desk, "/registration/", answer)
    assert "Fill this in." not in answer.text
    assert form.values["country"] == "US"
    assert form.fill(sex="female").send().status_code == 302
    patient = Patient.objects.get()
    assert (patient.family_name, patient.given_names, patient.birth_date, patient.phone_mobile) == (
        "Quillfeather",
        "Ottoline",
        date(1982, 3, 14),
        "212-736-5000",
    )


def test_a_date_that_can_be_two_is_asked_back_when_it_is_saved(desk):
    answer = begun(desk, "Quillfeather 3/7/82")
    form = Filled.from_answer(desk, "/registration/", answer)
    assert form.values["birth"] == "3/7/82"
    assert "This can be 7 Mar 1982 or 3 Jul 1982." in form.fill(sex="female").send().text


def test_who_may_be_the_same_stands_beside_it_at_once(desk, hillside):
    known = PatientFactory(
        family_name="Quillfeather", given_names="Ottoline", birth_date=date(1982, 3, 14), at=hillside
    )
    answer = begun(desk, "Ottoline Quilfeather 14 Mar 1982")
    assert "Quillfeather, Ottoline" in answer.text
    assert "Why is this somebody else?" not in answer.text
    assert AuditEvent.objects.filter(action="search").latest("id").shown == [known.public_id]


@pytest.mark.parametrize("url", ["/patients/find/", "/patients/suggestions/"])
def test_only_who_registers_is_offered_it(url, desk, petra, signed_in):
    def words(client) -> str:
        return client.post(url, {"text": "quillfeather"}, follow=True).text

    assert 'value="register"' in words(desk) or 'data-key="register"' in words(desk)
    assert "register" not in words(signed_in(petra)).partition("<main")[2].partition("</main")[0]
