"""Reads a list's answer: its rows, links and words, as a person would."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit


def shown(response) -> list[str]:
    """The public ids of the rows, in order."""
    return re.findall(
        r'<tr><td class="p-name"><a href="/patients/([0-9a-f-]{36})/"', response.content.decode()
    )


def link(response, mark: str) -> str | None:
    """The address of the first link that carries `mark` (such as `data-page="next"`)."""
    for tag in re.findall(r"<a [^>]*>", response.content.decode()):
        if mark in tag:
            return unescape(re.search(r'href="([^"]*)"', tag)[1])
    return None


def chips(response) -> list[str]:
    """The words of the filters in force."""
    found = re.findall(r'<span class="chip">(.*?)<a ', response.content.decode())
    return [unescape(re.sub(r"<[^>]+>", "", words)).strip() for words in found]


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
