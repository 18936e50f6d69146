"""When something was shown or answered, by the clocks of the pages: they are of one machine and can be compared."""

from playwright.sync_api import Locator, Page

SHOWN = """(region, words) => {
    const { id } = region;
    const isThere = () => document.getElementById(id)?.textContent.includes(words);
    (window.shown ??= {})[id] = new Promise((known) => {
        const look = () => isThere() && (seen.disconnect(), known(Date.now()));
        const seen = new MutationObserver(look);
        seen.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
    });
}"""
ANSWERED = """() => {
    window.answered = new Promise((known) => document.addEventListener("htmx:beforeOnLoad",
        ({ detail }) => detail.requestConfig.verb === "post" && known(Date.now())));
}"""
SAID = """(announcer) => {
    window.said = [];
    new MutationObserver(() => window.said.push(announcer.textContent)).observe(announcer, { childList: true });
}"""
ASKED = """(path) => performance.getEntriesByType("resource")
    .filter(({ name }) => new URL(name).pathname === path).map(({ startTime }) => startTime)"""


def watch_for(words: str, *regions: Locator) -> None:
    """From now on each of `regions` remembers when `words` appear in it."""
    for region in regions:
        region.evaluate(SHOWN, words)


def shown_at(region: Locator) -> float:
    """When the words appeared; waits for them."""
    return region.evaluate("({ id }) => window.shown[id]")


def watch_for_an_answer(page: Page) -> None:
    """From now on the page remembers when its next save is answered."""
    page.evaluate(ANSWERED)


def answered_at(page: Page) -> float:
    return page.evaluate("window.answered")


def listen_to(announcer: Locator) -> None:
    """From now on the page remembers every sentence that it says aloud."""
    announcer.evaluate(SAID)


def said_on(page: Page) -> list[str]:
    return page.evaluate("window.said")


def asked_on(page: Page, path: str) -> list[float]:
    """When the page asked for `path`, in milliseconds of its own life."""
    return page.evaluate(ASKED, path)
