"""A language that marks what went through gettext: `Patients` becomes `[«Patients»]`."""

import re
from collections.abc import Callable

LANGUAGE = "eo"
"""A language that Django knows and Chartside does not: what is cached by language stays apart."""

MESSAGE = re.compile(r"\[«[^«»]*»\]")
DATUM = re.compile(r"⟨[^⟨⟩]*⟩")


def datum(text: str) -> str:
    """What people typed, such as a name: it needs no translation."""
    return f"⟨{text}⟩"


def marked(message: str) -> str:
    return f"[«{message}»]" if message else message


def translations() -> dict[str, Callable[..., str]]:
    """What stands in for Django's own functions; templates, forms and the lazy ones all end there."""
    return {
        "gettext": marked,
        "pgettext": lambda context, message: marked(message),
        "ngettext": lambda singular, plural, number: marked(singular if number == 1 else plural),
        "npgettext": lambda context, singular, plural, number: marked(singular if number == 1 else plural),
    }


def without_marks(text: str) -> str:
    """What is left when messages, which may stand in one another, and data are taken away."""
    before = None
    while before != text:
        before, text = text, MESSAGE.sub("", DATUM.sub("", text))
    return text
