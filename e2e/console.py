"""What the browser complains about: nothing, unless a journey says beforehand what it provokes."""

import re

from playwright.sync_api import BrowserContext, ConsoleMessage

OVERTAKEN = r"htmx:sendAbort|htmx:afterRequest, \[object HTML(Span)?Element\]"
"""What htmx says of a question that was asked anew before its answer came: no fault."""


class Console:
    """Collects errors and warnings of every page. A refusal by the Content-Security-Policy is one of them."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._expected = [OVERTAKEN]

    def listen_to(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self._said.append(f"page error: {fault.error}"))

    def expect(self, pattern: str) -> None:
        """A complaint in which `pattern` is found belongs to the journey."""
        self._expected.append(pattern)

    @property
    def complaints(self) -> list[str]:
        expected = re.compile("|".join(self._expected))
        return [said for said in self._said if not expected.search(said)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self._said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")
