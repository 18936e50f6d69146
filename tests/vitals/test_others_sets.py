"""The sets of others, where their bundles are at hand: what was measured is what the screens of a nurse show."""

from collections import defaultdict
from decimal import Decimal
from html import unescape
from io import StringIO
from re import sub

import pytest
from django.core.management import call_command
from django.urls import reverse

from features.foundation.clinical.units import shown
from features.interchange.fhir.reading import files_in, read_json
from features.interchange.fhir.writing import written
from features.interchange.models import SourceResource
from features.patients.models import Patient
from features.vitals.models import Measurement, VitalSigns
from features.vitals.rules import BLOOD_PRESSURE_PANELS, BMI_CODE, SIGN_OF_CODE, SIGNS
from tests.interchange.bundles import SYNTHEA

pytestmark = [
    pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand"),
    pytest.mark.django_db,
]
OTHERS = {"10230-1": 2, "38265-5": 4, "19926-5": 5, "72106-8": 4}
"""Ejection fraction, bone density, spirometry, mental state: how often the bundles tell them."""


def is_wanted(resource) -> bool:
    if resource["resourceType"] == "Patient":
        return True
    return resource["resourceType"] == "Observation" and category(resource) != "laboratory"


def category(resource) -> str:
    return resource["category"][0]["coding"][0]["code"]


def code(resource) -> str:
    return resource["code"]["coding"][0]["code"]


@pytest.fixture
def sent(harbour, tmp_path) -> dict[str, list[dict]]:
    """What was observed of everybody, by the sender's id of the patient; it has been imported."""
    told = {}
    for path in files_in([SYNTHEA]):
        bundle = read_json(path)
        bundle["entry"] = [one for one in bundle["entry"] if is_wanted(one["resource"])]
        if bundle["entry"]:
            for one in bundle["entry"]:
                one["resource"].pop("encounter", None)
            (tmp_path / f"{path.name.partition('.')[0]}.json").write_text(written(bundle))
            person, *observed = (one["resource"] for one in bundle["entry"])
            told[person["id"]] = observed
    call_command("import_fhir", str(tmp_path), facility="Harbour Clinic", stdout=StringIO())
    return told


def words(answer) -> str:
    """What a page says, in one line."""
    return sub(r"\s+", " ", unescape(sub(r"<[^>]+>", " ", answer.text)))


def test_every_set_and_every_other_measurement_stands_as_it_was_sent(sent, nadia, signed_in):
    browser = signed_in(nadia)
    told = defaultdict(int)
    for sender_id, observed in sent.items():
        patient = Patient.objects.get(pk=SourceResource.objects.get(source_id=sender_id).patient_id)
        sheet = words(browser.get(reverse("vitals:flowsheet", args=[patient.public_id]), {"period": "all"}))
        signs = [one for one in observed if code(one) in SIGN_OF_CODE or code(one) in BLOOD_PRESSURE_PANELS]
        newest = max(one["effectiveDateTime"] for one in signs)
        for one in (one for one in signs if one["effectiveDateTime"] == newest):
            assert value_of(one) in sheet, (code(one), value_of(one))
            told[code(one)] += 1
        listed = words(browser.get(reverse("vitals:measurement_history", args=[patient.public_id])))
        for one in observed:
            if code(one) in OTHERS:
                assert f"{one['code']['coding'][0]['display']} {number_of(one)}" in listed
                told[code(one)] += 1
    assert len(sent) == 54
    assert told["55284-4"] == 52, "two have a newer set without pressures"
    assert {each: told[each] for each in OTHERS} == OTHERS
    assert_kept_apart([one for observed in sent.values() for one in observed])
    assert_no_total(browser)


def number_of(resource) -> str:
    value = Decimal(str(resource["valueQuantity"]["value"]))
    return f"{shown(value, 2).normalize():f}".replace("-", "−")


def value_of(resource) -> str:
    """A sign as a sheet shows it: rounded, the pressures together."""
    if parts := resource.get("component"):
        pair = {code(part): Decimal(str(part["valueQuantity"]["value"])) for part in parts}
        return f"{shown(pair['8480-6'])}/{shown(pair['8462-4'])}"
    sign = SIGN_OF_CODE[code(resource)]
    value = shown(Decimal(str(resource["valueQuantity"]["value"])), SIGNS[sign].places)
    return f"{value:f}"


def assert_kept_apart(everything: list[dict]) -> None:
    """What is a sign is in a set, and all else is a measurement."""
    for sign in SIGNS:
        codes = {each for each, name in SIGN_OF_CODE.items() if name == sign}
        if sign in ("systolic", "diastolic"):
            codes = set(BLOOD_PRESSURE_PANELS)
        taken = VitalSigns.objects.filter(**{f"{sign}__isnull": False})
        assert taken.count() == sum(code(one) in codes for one in everything)
    is_sign = {*SIGN_OF_CODE, *BLOOD_PRESSURE_PANELS, BMI_CODE}
    assert Measurement.objects.count() == sum(code(one) not in is_sign for one in everything)


def assert_no_total(browser) -> None:
    """None of the sets of these bundles tells all seven, so none has a total."""
    patient = VitalSigns.objects.filter(temperature__isnull=False).first().patient
    assert "of 7" in words(browser.get(reverse("vitals:score_trend", args=[patient.public_id])))
    assert not VitalSigns.objects.filter(respiratory_rate__isnull=False).exists()
