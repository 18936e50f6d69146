"""What is known of a patient's allergies: not asked is not none known."""

import pytest

from features.problems.rules import ALLERGY_VERIFICATIONS, AllergyCategory, Criticality, allergy_knowledge


@pytest.mark.parametrize(
    ("present_allergies", "denied", "expected"),
    [(0, False, "not asked"), (0, True, "none known"), (1, False, "known"), (2, True, "known")],
)
def test_not_asked_is_not_none_known(present_allergies, denied, expected):
    assert allergy_knowledge(present_allergies=present_allergies, denied=denied) == expected


def test_the_published_words():
    assert [c.value for c in AllergyCategory] == ["food", "medication", "environment", "biologic"]
    assert [v.value for v in ALLERGY_VERIFICATIONS] == [
        "unconfirmed",
        "confirmed",
        "refuted",
        "entered-in-error",
    ]
    assert [c.value for c in Criticality] == ["low", "high", "unable-to-assess"]
