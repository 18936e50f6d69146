"""Signs of a text that nobody means to type, and that a record must not hold: named, never taken away silently.

All scripts and emoji pass, with what they need: joiners, variation selectors, marks of direction (U+200E, U+200F,
U+061C) and tags. Refused are signs that end a text for some program (NUL, controls), that turn round the order of what
follows (embeddings, overrides and isolates of the bidirectional algorithm, UAX #9), or that no file format can carry
(lone surrogates, noncharacters); and U+FFFD, which says that something was lost before it came here.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""Whatever a system calls the end of a line."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
LOST = re.compile("\ufffd")
SURROGATES = re.compile("[\ud800-\udfff]")
NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and marks that are drawn as nothing."""

REFUSED = (
    (
        CONTROLS,
        "control",
        _("There is an invisible control character in it. Delete it, or type the text again."),
    ),
    (
        TURNS,
        "direction",
        _("There is an invisible sign in it that turns the direction of writing. Type the text again."),
    ),
    (LOST, "lost", _("A letter was lost on the way and shows as \ufffd. Put the right one in its place.")),
    (SURROGATES, "lost", _("Half of a sign is missing in it. Type the text again.")),
    (NONCHARACTERS, "control", _("There is a sign in it that stands for nothing. Type the text again.")),
)


def refuse_unsafe(text: str) -> None:
    """Raises ValidationError with what is wrong with `text`, whose lines end in a line feed, if anything is."""
    for signs, code, words in REFUSED:
        if signs.search(text):
            raise ValidationError(words, code=code)
    if text and all(map(is_invisible, text)):
        raise ValidationError(
            _("There is nothing in it that can be seen. Type the text again."), code="invisible"
        )


def is_invisible(sign: str) -> bool:
    """Whether a sign alone leaves no mark on a page."""
    return (
        sign in BLANK
        or unicodedata.category(sign) in ("Cf", "Cc", "Zs", "Zl", "Zp")
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U000e0100" <= sign <= "\U000e01ef"
    )


def showable(text: object) -> object:
    """What was typed, so that it can be sent back: half a sign, which no page can carry, shows as U+FFFD."""
    return SURROGATES.sub("\ufffd", text) if isinstance(text, str) else text
