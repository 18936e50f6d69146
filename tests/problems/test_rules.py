"""Allergies and problems: the published words, and "no known allergies" is not "not asked"."""

import pytest

from features.problems.rules import (
    ALLERGY_VERIFICATIONS,
    PRESENT_PROBLEMS,
    AllergyCategory,
    AllergyStatus,
    Criticality,
    ProblemStatus,
    allergy_knowledge,
)


@pytest.mark.parametrize(
    ("words", "published"),
    [
        (AllergyCategory, "food medication environment biologic"),
        (AllergyStatus, "active inactive resolved"),
        (ALLERGY_VERIFICATIONS, "unconfirmed confirmed refuted entered-in-error"),
        (Criticality, "low high unable-to-assess"),
        (ProblemStatus, "active recurrence relapse inactive remission resolved"),
        (PRESENT_PROBLEMS, "active recurrence relapse"),
    ],
    ids=["category", "status", "verification", "criticality", "problem", "present problem"],
)
def test_words_as_published(words, published):
    assert list(words) == published.split()


@pytest.mark.parametrize(
    ("present_allergies", "denied", "expected"),
    [
        (0, False, "not asked"),
        (0, True, "none known"),
        (1, False, "known"),
        (2, True, "known"),
    ],
)
def test_no_known_allergies_is_a_fact_that_a_known_one_outweighs(present_allergies, denied, expected):
    assert allergy_knowledge(present_allergies=present_allergies, denied=denied) == expected
