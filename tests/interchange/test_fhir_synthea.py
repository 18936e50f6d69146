"""The bundles of others, where they are at hand: their values are those of the JSON, and nothing is lost."""

import random
from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest

from features.interchange.fhir.bundles import open_bundle
from features.interchange.fhir.reading import files_in, read_json
from features.interchange.fhir.understanding import understand
from tests.interchange.bundles import SYNTHEA

pytestmark = pytest.mark.skipif(SYNTHEA is None, reason="the bundles of others are not at hand")


def test_fifty_values_of_five_bundles_are_those_of_the_json():
    chance = random.Random(2026)
    paths = [path for path in files_in([SYNTHEA]) if "Information" not in path.name]
    for path in chance.sample(paths, 5):
        bundle = open_bundle(read_json(path))
        facts = understand(bundle).facts
        measured = [entry for entry in bundle.of("Observation") if "valueQuantity" in entry.resource]
        for entry in chance.sample([entry for entry in measured if entry in facts], 10):
            sent = entry.resource["valueQuantity"]
            assert str(facts[entry].value.value) == str(sent["value"])
            assert (facts[entry].value.code, facts[entry].value.unit) == (sent["code"], sent["unit"])
            assert facts[entry].taken_at == datetime.fromisoformat(entry.resource["effectiveDateTime"])
            assert isinstance(sent["value"], Decimal | int)


def test_all_bundles_of_others_are_understood_and_nothing_is_lost():
    facts, kept, sets, payers, directory = Counter(), Counter(), 0, Counter(), {}
    for path in files_in([SYNTHEA]):
        bundle = open_bundle(read_json(path), directory)
        if bundle.patient is None:
            directory.update(bundle.index)
        found = understand(bundle)
        assert len(found.facts) + len(found.kept) == len(bundle.entries)
        facts.update(entry.kind for entry in found.facts)
        kept.update(entry.kind for entry in found.kept)
        sets += len(found.vitals)
        payers.update(coverage.payer for coverage in found.coverages)

    assert facts == {
        "Observation": 4389, "Encounter": 1081, "ExplanationOfBenefit": 1081, "Immunization": 688,
        "MedicationRequest": 329, "Condition": 324, "DiagnosticReport": 247, "Organization": 184,
        "Practitioner": 184, "Patient": 54, "AllergyIntolerance": 52,
    }  # fmt: skip
    assert kept == {
        "Claim": 1410, "Procedure": 812, "Observation": 369, "CarePlan": 126, "Goal": 40, "ImagingStudy": 8,
    }  # fmt: skip
    assert sets == 502
    assert payers == {"private": 49, "medicare": 14, "medicaid": 5, "": 4, "dual_eligible": 1}
