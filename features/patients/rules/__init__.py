"""The pure rules of patients: age bands, postal codes, what a typed search says, how like two words are, nicknames."""

from features.patients.rules.age_bands import AGE_BANDS, birth_dates_of, years_before
from features.patients.rules.likeness import is_one_edit, likeness, plain_name, plain_number
from features.patients.rules.nicknames import same_person_names
from features.patients.rules.postal_codes import POSTAL_CODES, is_postal_code, postal_code_examples
from features.patients.rules.sought import Fact, Reading, Sought, read_search
from features.patients.rules.terms import last_seven, lexeme

__all__ = [
    "AGE_BANDS",
    "POSTAL_CODES",
    "Fact",
    "Reading",
    "Sought",
    "birth_dates_of",
    "is_one_edit",
    "is_postal_code",
    "last_seven",
    "lexeme",
    "likeness",
    "plain_name",
    "plain_number",
    "postal_code_examples",
    "read_search",
    "same_person_names",
    "years_before",
]
