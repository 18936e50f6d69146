"""What axe finds on a page, in both colour schemes and at both widths."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from e2e.console import Console
from e2e.pages.screen import settle

VIEWS = ((1280, "light"), (390, "dark"))
OWN_NOISE = r"Applying inline style violates|Couldn't load preload assets|status of 404.*\.css\)"
"""What axe makes the browser say: it tries styles that the page may not have, and asks for imported ones elsewhere."""

_axe = Axe()


def faults(page: Page, console: Console, *, has_scripts: bool = True) -> list[str]:
    """One line for each fault: where, which rule, which element; and what the page complained of.

    A page for paper has no scripts that could be waited for.
    """
    wait = settle if has_scripts else Page.wait_for_load_state
    wait(page)
    found = [*console.complaints]
    console.expect(OWN_NOISE)
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)
        wait(page)
        for fault in _axe.run(page).response["violations"]:
            found += [f"{width} {scheme}: {fault['id']}: {node['html'][:160]}" for node in fault["nodes"]]
    return found
