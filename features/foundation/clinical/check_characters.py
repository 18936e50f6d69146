"""Check characters of identifiers: the MRN's (Luhn mod 30) and the NPI's (Luhn mod 10)."""

ALPHABET = "0123456789ACDEFGHJKLMNPRTUVWXY"
"""Thirty signs without B I O Q S Z, which are misread as 8 1 0 0 5 2."""

NPI_PREFIX = "80840"


def mrn_check_character(number: str) -> str:
    """The character that completes `number`.

    From the right, code points times 2, 1, 2, 1…; of each, quotient and rest by 30 are added.
    """
    total = 0
    for position, sign in enumerate(reversed(number)):
        quotient, rest = divmod(ALPHABET.index(sign) * (2 if position % 2 == 0 else 1), 30)
        total += quotient + rest
    return ALPHABET[(30 - total % 30) % 30]


def complete_mrn(number: int) -> str:
    """The MRN for a number of the sequence: `10000` becomes `10000X`."""
    return f"{number}{mrn_check_character(str(number))}"


def is_mrn(text: str) -> bool:
    """Whether the last character checks the ones before it."""
    body, check = text[:-1], text[-1:]
    if not body or any(sign not in ALPHABET for sign in text):
        return False
    return mrn_check_character(body) == check


def is_npi(text: str) -> bool:
    """Ten digits, the first 1 or 2, Luhn mod 10 over `80840` and the number."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] not in "12":
        return False
    total = 0
    for position, sign in enumerate(reversed(NPI_PREFIX + text)):
        doubled = int(sign) * (2 if position % 2 else 1)
        total += doubled // 10 + doubled % 10
    return total % 10 == 0
