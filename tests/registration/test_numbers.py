"""Postal codes by country, and the check digits of national numbers."""

import pytest

from features.patients.codes import COUNTRIES
from features.patients.models import Patient
from features.patients.rules import POSTAL_CODES, is_postal_code, postal_code_examples
from features.registration.national_numbers import KINDS, identifier_of, refusal
from tests.factories import PatientFactory
from tests.forms.sent import opened

RIGHT = {
    "us": "536-90-4399", "be": "93.05.18-223.61", "br": "390.533.447-05", "cl": "12.531.909-2",
    "cn": "360426199101010071", "dk": "211062-5629", "do": "22400022111", "fr": "295109912611193",
    "gb": "943 476 5870", "in": "234123412346", "ie": "6433435F", "il": "3933742-3", "it": "RCCMNL83S18D969H",
    "kr": "971013-9019902", "mx": "BOXW310820HNERXN09", "nl": "1112.22.333", "pl": "44051401359",
    "es": "54362315K", "se": "880320-0016", "ch": "756.9217.0769.85", "tr": "17291716060",
}  # fmt: skip
"""Made-up numbers that fit, as the documentation of each check gives them."""
WRONG = {
    "us": "666-90-4399", "be": "93.05.18-223.60", "br": "390.533.447-06", "cl": "12.531.909-3",
    "cn": "360426199101010072", "dk": "311362-5629", "do": "22400022112", "fr": "295109912611192",
    "gb": "943 476 5871", "in": "234123412347", "ie": "6433435E", "il": "3933742-2", "it": "RCCMNL83S18D969",
    "kr": "971013-9019903", "mx": "BOXW310820HNERXN08", "nl": "1112.22.334", "pl": "44051401358",
    "es": "54362315Z", "se": "880320-0018", "ch": "756.9217.0769.84", "tr": "17291716050",
}  # fmt: skip
INES = {"family_name": "Almeida", "given_names": "Inês", "birth": "8 Apr 1991", "sex": "female"}


@pytest.mark.parametrize("key", KINDS)
def test_a_number_is_taken_if_it_fits_and_refused_if_a_sign_is_wrong(key):
    assert refusal(key, RIGHT[key]) == ""
    assert refusal(key, WRONG[key])
    assert refusal(key, "1")
    assert refusal(key, "’; DROP TABLE")


@pytest.mark.parametrize("key", KINDS)
def test_a_number_is_kept_in_one_way_however_it_was_typed(key):
    typed = [RIGHT[key], f" {RIGHT[key].replace('-', ' ')} "]
    assert len({identifier_of(key, number)["value"] for number in typed}) == 1


@pytest.mark.parametrize("key", ["", "zz"])
def test_a_number_of_another_document_is_taken_as_it_is(key):
    assert refusal(key, "P 99123") == ""
    assert identifier_of(key, "P 99123")["value"] == "P 99123"


@pytest.mark.django_db
def test_a_wrong_check_digit_is_said_at_the_field(freda, signed_in):
    form = opened(signed_in(freda), "/registration/").fill(**INES, id_kind="gb", national_id="943 476 5871")
    answer = form.send()
    assert answer.status_code == 422
    assert "The check digit does not fit" in answer.text
    assert form.fill(national_id="943 476 5870").send().status_code == 302
    kept = Patient.objects.get().identifiers.get()
    assert (kept.system, kept.value, kept.kind) == (
        "https://fhir.nhs.uk/Id/nhs-number",
        "943 476 5870",
        "NNGBR",
    )


@pytest.mark.django_db
def test_a_document_without_a_digit_is_asked_once(freda, signed_in):
    answer = opened(signed_in(freda), "/registration/").fill(**INES, national_id="passport").send()
    assert answer.status_code == 422
    assert "This has no digit." in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("family", "verdict"), [("Almeida", "very likely the same"), ("Okonkwo", "has the same number")]
)
def test_somebody_is_recognised_by_their_number(family, verdict, freda, harbour, signed_in):
    known = PatientFactory(
        family_name="Almeida", given_names="Inês", birth_date=None, birth_precision="unknown", at=harbour
    )
    known.identifiers.create(system="http://hl7.org/fhir/sid/us-ssn", value="536904399")
    typed = {"family_name": family, "given_names": "Inês", "id_kind": "us", "national_id": "536-90-4399"}
    words = signed_in(freda, htmx=True).post("/registration/candidates/", typed).text
    assert verdict in words
    assert known.mrn in words


def test_the_countries_that_have_postal_codes_are_checked():
    known = {code for code, _name in COUNTRIES if code}
    assert known == set(POSTAL_CODES)


@pytest.mark.parametrize("country", POSTAL_CODES)
def test_a_postal_code_is_taken_with_and_without_its_gap(country):
    for code in postal_code_examples(country):
        assert is_postal_code(code, country=country)
        assert is_postal_code(code.replace(" ", "").replace("-", "").lower(), country=country)
        assert not is_postal_code(f"{code}1", country=country) or country in ("AR", "VN", "IL")
        assert not is_postal_code(f"-{code}", country=country)


@pytest.mark.parametrize(
    ("code", "country"), [("2139", "US"), ("02139-43", "US"), ("K1A 0B", "CA"), ("12345", "GB"), ("1_0", "AT"),
                          ("SW1A 1A", "GB"), ("x", ""), ("1234567890123", ""), ("", "DE")],
)  # fmt: skip
def test_another_one_is_not(code, country):
    assert not is_postal_code(code, country=country)
