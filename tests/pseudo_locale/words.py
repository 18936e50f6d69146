"""Reads a page as a person does: the texts, and the attributes that are shown or read aloud."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from tests.pseudo_locale.marks import without_marks

READ_ALOUD = frozenset({"alt", "aria-label", "aria-description", "label", "placeholder", "title"})
SHOWN_LATER = re.compile(r"^data-(busy|load|save|refused|gone|offline|slow|server|why-[a-z]+)$")
"""Words that a script shows when their moment comes."""

UNSEEN = frozenset({"script", "style"})
SECRETS = frozenset({"totp__secret", "codes"})
"""Parts that hold keys and codes to be copied."""

BRAND = "Chartside"
UNIT = re.compile(r"(?<!\w)(?:mmHg|°C|°F|kg/m²|kg|lb|cm|mg|L/min|/min|mmol/L)(?!\w)")
"""Symbols, written alike in every language."""
ALONE = frozenset({"in", "min", "h"})
"""Units that would be words anywhere but alone, as in the choice of a unit."""
MRN = re.compile(r"\b\d{3,}[0-9A-Z]\b")
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass(frozen=True, slots=True)
class Word:
    """A text that went through no gettext, and where it stands."""

    text: str
    place: str


def is_translated(text: str) -> bool:
    """Whether no letter stands outside of messages, data, the brand and record numbers."""
    return text.strip() in ALONE or not any(
        sign.isalpha() for sign in UNIT.sub("", MRN.sub("", without_marks(text)).replace(BRAND, ""))
    )


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Word] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        for name, value in values.items():
            is_button = (
                name == "value" and tag == "input" and values.get("type") in ("submit", "button", "reset")
            )
            if (name in READ_ALOUD or SHOWN_LATER.match(name) or is_button) and not is_translated(value):
                self.found.append(Word(value, f"<{tag} {name}>"))
        if tag not in VOID:
            self.open.append((tag, values.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text: str) -> None:
        tags = [tag for tag, _ in self.open]
        classes = {name for _, names in self.open for name in names.split()}
        is_key = "kbd" in tags and len(text.strip()) == 1
        if UNSEEN & set(tags) or SECRETS & classes or is_key or is_translated(text):
            return
        self.found.append(Word(" ".join(text.split()), f"<{'> <'.join(tags[-2:])}>"))


def untranslated(html: str) -> list[Word]:
    """Every text of a page or fragment that nobody could translate."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
