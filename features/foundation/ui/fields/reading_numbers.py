"""How a typed number is read: plainly written or not at all, because a slip of a sign is a factor of ten or more.

A point and a comma both divide the decimals. A comma with three digits after it could divide thousands (1,234) and is
asked back. A zero stands before the point: .5 is read as 5 (ISMP's list of error-prone abbreviations), so it is asked
for. Zeros at the end are kept as typed: they say how exact the number is. The digits of every script are read, those of
two scripts in one number are not.
"""

import re
import unicodedata
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

NUMBER = re.compile(r"([-\u2212]?)([0-9]{1,12})(?:[.,]([0-9]{1,20}))?")
LONGEST = 40


def read_number(text: str, places: int) -> Decimal:
    """The number that `text` writes, with at most so many decimals; ValidationError with how to write it."""
    said = NUMBER.fullmatch(in_western_digits(text)) if len(text) <= LONGEST else None
    if said is None:
        raise _no_number(text)
    sign, whole, decimals = said[1], said[2], said[3] or ""
    if len(whole) > 1 and whole.startswith("0"):
        raise _refusal("leading_zero", _("Write it without the zeros in front."))
    if "," in text and len(decimals) == 3 and whole != "0":
        told = {"one": f"{whole}{decimals}", "other": f"{whole}.{decimals}"}
        raise _refusal(
            "ambiguous", _("This can be %(one)s or %(other)s. Write it in one of these ways."), **told
        )
    if len(decimals) > places:
        raise _too_many(places)
    return Decimal(f"{'-' if sign else ''}{whole}{'.' if decimals else ''}{decimals}")


def in_western_digits(text: str) -> str:
    """Digits of any one script as 0 to 9, the Arabic decimal sign as a point; digits of several scripts stay."""
    values = {sign: unicodedata.decimal(sign) for sign in text if unicodedata.decimal(sign, None) is not None}
    zeros = {ord(sign) - value for sign, value in values.items()}
    if len(zeros) != 1 or zeros == {ord("0")}:
        return text
    return "".join(str(values[sign]) if sign in values else sign for sign in text).replace("\u066b", ".")


def _too_many(places: int) -> ValidationError:
    if places == 0:
        return _refusal("decimals", _("Write a whole number."))
    words = ngettext("Write at most %(places)d decimal.", "Write at most %(places)d decimals.", places)
    return _refusal("decimals", words, places=places)


def _no_number(text: str) -> ValidationError:
    """What is wrong with a text that is no plain number."""
    if re.search(r"(?![0-9])\d", text) and re.fullmatch(r"[-\u2212]?\d+(?:[.,\u066b]\d+)?", text):
        return _refusal("digits", _("Use the digits 0 to 9, all of one script."))
    if re.fullmatch(r"[<>≤≥=~±+]+\s?[0-9.,]+", text):
        return _refusal("comparator", _("Write the number alone, without a sign in front of it."))
    if re.fullmatch(r"[-\u2212]?[.,][0-9]{1,20}", text):
        return _refusal(
            "leading_point",
            _("Write a zero before the point: %(number)s."),
            number=f"0.{text.lstrip('-−.,')}",
        )
    if re.fullmatch(r"[0-9]{1,20}[.,]", text):
        return _refusal("number", _("Nothing follows the point. Write %(number)s."), number=text[:-1])
    if re.fullmatch(r"[0-9]{1,3}(?:[ '’.,\u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?", text):
        return _refusal("thousands", _("Write it without signs between the thousands, such as 1234.5."))
    if re.fullmatch(
        r"[-\u2212]?[0-9]+(?:[.,][0-9]+)?\s?[^\W\d_].*|[0-9.,]+\s?[°%µ].*", text
    ) and not re.fullmatch(r"[0-9.,]+[eExX][-+]?[0-9A-Fa-f]+", text):
        return _refusal("unit", _("Write the number alone; the unit stands beside it."))
    return _refusal("number", _("This is no number. Write it plainly, such as 72 or 72.5."))


def _refusal(code: str, words: str, **told) -> ValidationError:
    return ValidationError(words, code=code, params=told or None)
