"""People who type until their browser is killed: each in a browser process of their own, into the same form."""

import os
import random
import signal
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Page

from e2e.conftest import CHROMIUM_FLAGS
from e2e.people import let_in
from features.foundation.access.models import User
from features.foundation.drafts.models import Draft
from features.foundation.drafts.services import content_of

WORDS = ("rash ", "after ", "gloves 😀 ", "прошлой ночью ", "昨夜から ", "𝒳-ray\n", "é́ ")
TYPE = """(area, words) => {
    window.history_of = [];
    const letters = new Intl.Segmenter("en");
    let waiting = [];
    window.typing = setInterval(() => {
        if (!waiting.length) waiting = [...letters.segment(words[Math.floor(Math.random() * words.length)])];
        area.value += waiting.shift().segment;
        area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
        window.history_of.push([Date.now(), area.value.length]);
    }, 40);
}"""
TOLD = """(area) => {
    clearInterval(window.typing); // so that nothing is typed between this and the kill
    return [Date.now(), area.value, window.history_of];
}"""


@dataclass
class Typist:
    """One person who types; killed, they know what stood on their screen at any moment (in UTF-16 units)."""

    user: User
    browser: Browser
    tag: str
    page: Page
    text: str = ""
    history: list = None
    killed_at: float = 0

    @classmethod
    def begin(cls, kind: BrowserType, path: str, user: User, address: str, form: str) -> "Typist":
        tag = f"--killed-{user.username}-{random.getrandbits(40)}"
        browser = kind.launch(executable_path=path, args=[*CHROMIUM_FLAGS, tag])
        context = browser.new_context()
        let_in(context, user.username, address)
        page = context.new_page()
        page.goto(f"{address}{form}")
        typist = cls(user, browser, tag, page)
        page.get_by_label("Note").evaluate(TYPE, [f"{user.username} ", *WORDS])
        return typist

    def kill(self) -> None:
        """Nothing is said to anybody: the browser is gone between two keys."""
        told_at, self.text, self.history = self.page.get_by_label("Note").evaluate(TOLD)
        self.killed_at = told_at / 1000
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if self.tag.encode() in process.read_bytes():
                    os.kill(int(process.parent.name), signal.SIGKILL)
            except OSError:
                continue

    def stood_at(self, moment: float) -> int:
        """How many units stood there at this second."""
        return max((length for at, length in self.history if at / 1000 <= moment), default=0)

    def kept(self, form: str) -> str:
        """What the server has of it."""
        draft = Draft.objects.filter(kept_by=self.user.public_id, path=form, sealed__isnull=False).first()
        return content_of(draft=draft)["note"][0] if draft else ""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
