"""The filters of the patient list and their chips."""

from datetime import date, timedelta

import pytest

from features.patients.models import Payer
from features.patients.rules import AGE_BANDS, birth_dates_of, years_before
from tests.factories import PatientFactory
from tests.patients.pages import chips, link, query, shown

TODAY = date(2026, 3, 14)


def ids(patients) -> set[str]:
    return {str(patient.public_id) for patient in patients}


@pytest.mark.parametrize(
    ("name", "value", "chip", "belongs"),
    [
        ("status", "inactive", "Status inactive", lambda p: p.status == "inactive"),
        ("status", "active", "Status active", lambda p: p.status == "active"),
        ("sex", "female", "Sex female", lambda p: p.sex == "female"),
        ("age", "18-40", "Age 18–40 years", lambda p: date(1986, 3, 14) < p.birth_date <= date(2008, 3, 14)),
        ("age", "65-80", "Age 65–80 years", lambda p: date(1946, 3, 14) < p.birth_date <= date(1961, 3, 14)),
    ],
)
def test_a_filter_shows_whom_it_names_and_nobody_else(name, value, chip, belongs, ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/", {name: value, "size": 100})
    expected = ids(patient for patient in ward if belongs(patient))
    assert 0 < len(expected) < 30
    assert set(shown(response)) == expected
    assert chips(response) == [chip]
    assert query(link(response, "data-remove")) == {"size": "100"}


def test_provider_and_payer_filter_by_their_public_id(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    provider = ward[0].primary_provider
    response = client.get("/patients/", {"provider": str(provider.public_id)})
    assert set(shown(response)) == ids(p for p in ward if p.primary_provider == provider)
    assert chips(response) == ["Provider Whitlow, Dan"]
    payer = Payer.objects.get(name="Beta Mutual")
    response = client.get("/patients/", {"payer": str(payer.public_id)})
    assert set(shown(response)) == ids(p for p in ward if p.coverages.filter(payer=payer).exists())
    assert chips(response) == ["Insurance Beta Mutual"]


def test_my_patients_are_those_whose_primary_provider_i_am(ward, dan, signed_in):
    response = signed_in(dan, htmx=True).get("/patients/", {"mine": "yes"})
    assert set(shown(response)) == ids(
        p for p in ward if p.primary_provider and p.primary_provider.user == dan
    )


def test_who_is_no_provider_is_not_offered_my_patients(ward, nadia, dan, signed_in):
    assert 'name="mine"' not in signed_in(nadia).get("/patients/").content.decode()
    assert 'name="mine"' in signed_in(dan).get("/patients/").content.decode()
    assert chips(signed_in(nadia, htmx=True).get("/patients/?mine=yes")) == []


def test_filters_narrow_together(ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/", {"status": "active", "sex": "male", "size": 50})
    assert set(shown(response)) == ids(p for p in ward if p.status == "active" and p.sex == "male")
    assert chips(response) == ["Status active", "Sex male"]


@pytest.mark.parametrize("value", ["", "dead", "active' OR 1=1--", "\x00", "%27", "ﬁ", "a" * 5000])
@pytest.mark.parametrize("name", ["status", "provider", "payer", "age", "sex", "mine"])
def test_a_value_that_is_not_offered_filters_nothing(name, value, ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/", {name: value})
    assert response.status_code == 200
    assert len(shown(response)) == 20
    assert chips(response) == []


def test_the_form_shows_the_filters_in_force(ward, nadia, signed_in):
    words = signed_in(nadia).get("/patients/?status=inactive").content.decode()
    assert '<option value="inactive" selected>' in words
    again = signed_in(nadia).get("/patients/").content.decode()
    assert '<option value="inactive" selected>' not in again


def test_age_bands_meet_every_age_exactly_once():
    for days in range(0, 110 * 365, 13):
        born = TODAY - timedelta(days=days)
        bands = [
            band for band in AGE_BANDS
            if (limits := birth_dates_of(band, TODAY)) and born <= limits[1] and (limits[0] is None or born > limits[0])
        ]  # fmt: skip
        assert len(bands) == 1, born


@pytest.mark.parametrize(
    ("on", "years", "expected"),
    [
        (date(2026, 3, 14), 18, date(2008, 3, 14)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
    ],
)
def test_years_before_keeps_the_calendar_day(on, years, expected):
    assert years_before(on, years) == expected


def test_an_unknown_birth_date_is_in_no_age_band(harbour, nadia, signed_in):
    PatientFactory(at=harbour, birth_date=None, birth_precision="unknown")
    for band in AGE_BANDS:
        assert shown(signed_in(nadia, htmx=True).get("/patients/", {"age": band})) == []
