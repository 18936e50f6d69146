"""How postal codes are written, by country: ours are told by examples, from which the shape follows.

The shapes are those that the postal administrations publish in the addressing guides of the Universal Postal Union and
that Google's address data (chromium-i18n.appspot.com/ssl-address, read in November 2026) repeats.
"""

import re
from functools import cache

POSTAL_CODES = {
    "AR": ("1425", "C1425CLA"),
    "AT": ("1010",),
    "AU": ("2000",),
    "BE": ("1000",),
    "BR": ("01310-100",),
    "CA": ("K1A 0B1",),
    "CH": ("8001",),
    "CL": ("834 0457",),
    "CN": ("100000",),
    "CO": ("110111",),
    "CU": ("10400",),
    "DE": ("10117",),
    "DK": ("1050",),
    "DO": ("10101",),
    "ES": ("28013",),
    "FR": ("75001",),
    "GB": ("M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "SW1A 1AA"),
    "HT": ("6120", "HT6120"),
    "IE": ("D02 ****", "D6W ****"),
    "IL": ("9614303", "96143"),
    "IN": ("110 001",),
    "IT": ("00184",),
    "JP": ("100-0001",),
    "KR": ("03051",),
    "MX": ("06000",),
    "NL": ("1012 NP",),
    "PH": ("1000",),
    "PL": ("00-001",),
    "PT": ("1000-001",),
    "RU": ("101000",),
    "SE": ("111 20",),
    "TR": ("06420",),
    "UA": ("01001",),
    "US": ("02139", "02139-4307"),
    "VN": ("11022", "110000"),
}
"""By ISO 3166 code. A digit stands for any digit, a letter for any letter, * for either; a gap may be left out."""
ANYWHERE = re.compile(r"[0-9A-Za-z -]{2,12}")
READABLE = str.maketrans("*", "A")


def is_postal_code(code: str, *, country: str) -> bool:
    """Whether `code` can be one of `country`; of a country that is not known here, letters and digits are enough."""
    shapes = _shapes(country)
    return any(shape.fullmatch(code) for shape in shapes) if shapes else bool(ANYWHERE.fullmatch(code))


def postal_code_examples(country: str) -> list[str]:
    """One or two codes as they are written there; none where we do not know."""
    return [example.translate(READABLE) for example in POSTAL_CODES.get(country, ())][:2]


@cache
def _shapes(country: str) -> list[re.Pattern[str]]:
    return [re.compile("".join(map(_sign, example))) for example in POSTAL_CODES.get(country, ())]


def _sign(sign: str) -> str:
    if sign.isdigit():
        return "[0-9]"
    if sign.isalpha():
        return "[A-Za-z]"
    return "[0-9A-Za-z]" if sign == "*" else "[ -]?"
