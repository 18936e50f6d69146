"""A form as a browser has it: what it showed, what is typed into it, how it is sent."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client


class Inputs(HTMLParser):
    """The names and values that the form on a page would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._depth = 0
        self._area = self._select = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        told = dict(attrs)
        if tag == "form":
            self._depth += "data-form" in told
            return
        if not self._depth:
            return
        name = told.get("name") or ""
        if tag == "textarea":
            self._area = name
            self.values[name] = ""
        elif tag == "select":
            self._select = name
            self.values.setdefault(name, "")
        elif tag == "option" and "selected" in told:
            self.values[self._select] = told.get("value") or ""
        elif tag == "input" and name:
            if told.get("type") in ("radio", "checkbox") and "checked" not in told:
                return
            self.values[name] = told.get("value") or ("on" if told.get("type") == "checkbox" else "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._depth:
            self._depth -= 1
        elif tag == "textarea":
            self.values[self._area] = self.values[self._area].removeprefix("\n")
            self._area = ""


@dataclass
class Filled:
    browser: Client
    url: str
    values: dict[str, str]

    @classmethod
    def from_answer(cls, browser: Client, url: str, answer: HttpResponse) -> "Filled":
        return cls(browser, url, Inputs(answer.content.decode()).values)

    def fill(self, **typed: str) -> "Filled":
        self.values.update(typed)
        return self

    def send(self) -> HttpResponse:
        return self.browser.post(self.url, self.values)


def opened(browser: Client, url: str) -> Filled:
    answer = browser.get(url)
    assert answer.status_code == 200, url
    return Filled.from_answer(browser, url, answer)
