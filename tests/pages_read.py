"""A page as a test reads it: its words without markup, and its tables as rows of cells."""

import re
from html.parser import HTMLParser


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False

    def handle_starttag(self, tag, attributes) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag) -> None:
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, text) -> None:
        if self._open:
            self.rows[-1][-1] += text


def cells(html: str) -> list[list[str]]:
    """Every row of every table, its cells as words."""
    reader = _Tables()
    reader.feed(html)
    return [[" ".join(cell.split()) for cell in row] for row in reader.rows]


def row(html: str, head: str) -> list[str]:
    """The cells of the row that begins with `head`, without it."""
    found = [cells_of for cells_of in cells(html) if cells_of and cells_of[0].startswith(head)]
    assert found, f"no row begins with {head!r}"
    return found[0][1:]


def link(html: str, words: str) -> str:
    """The address of the first link whose text holds `words`; nothing where there is none."""
    for address, text in re.findall(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL):
        if words in re.sub(r"<[^>]+>", "", text):
            return address.replace("&amp;", "&")
    return ""


def words(html: str) -> str:
    """All that a page says, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
