"""A resource that breaks a rule becomes no record; the reason says which rule."""

import pytest


@pytest.mark.parametrize(
    ("number", "change", "why"),
    [
        (20, {"status": "over"}, "status is none of R4's"),
        (20, {"period": {}}, "does not say when it began"),
        (34, {"valueString": "also"}, "has more than one value"),
        (34, {"valueQuantity": {"unit": "g"}}, "has no value"),
        (34, {"effectiveDateTime": "2020"}, "effectiveDateTime is not a moment with its zone"),
        (34, {"status": "done"}, "status is none of R4's"),
        (34, {"code": {}}, "has no code"),
        (34, {"subject": None}, "is not about the patient of the bundle"),
        (34, {"subject": {"reference": "Group/1"}}, "is not about the patient of the bundle"),
        (50, {"abatementDateTime": "2020-04-30"}, "ends before it begins"),
        (50, {"clinicalStatus": {"coding": [{"code": "gone"}]}}, "clinicalStatus is none of R4's"),
        (51, {"category": ["pets"]}, "category is none of R4's"),
        (52, {"authoredOn": None}, "does not say when it was ordered"),
        (52, {"medicationCodeableConcept": {}}, "medicationCodeableConcept is missing"),
        (53, {"occurrenceDateTime": None}, "does not say when it was given"),
        (60, {"contained": []}, "names no payer"),
        (60, {"billablePeriod": {"start": "2021", "end": "2020"}}, "billablePeriod ends before it starts"),
    ],
)
def test_what_breaks_a_rule_is_kept_with_the_reason(after, number, change, why):
    facts, kept, _found = after(lambda resources: resources[number].update(change))

    assert kept[number] == why
    assert number not in facts


def test_bmi_is_kept_since_we_compute_it_and_an_unknown_kind_of_value_is_named(after):
    def values(resources):
        resources[33]["code"]["coding"][0]["code"] = "39156-5"
        del resources[36]["valueCodeableConcept"]
        resources[36]["valueRatio"] = {}

    kept = after(values)[1]

    assert kept[33] == "BMI is computed from weight and height"
    assert kept[36] == "has a value of a kind that is not kept: valueRatio"
