"""Styles and scripts keep order: values in one place, small files, nothing that the CSP would refuse."""

import gzip
import re
from pathlib import Path

import pytest

from tests.look.colours import ROOT

CSS = ROOT / "static" / "css"
JS = ROOT / "static" / "js"
TEMPLATES = ROOT / "templates"
STYLESHEETS = sorted(CSS.rglob("*.css"))
SCRIPTS = sorted(JS.rglob("*.js"))

NAMES = "black|white|red|green|blue|gr[ae]y|orange|yellow|purple"
FUNCTIONS = "rgba?|hsla?|oklch|oklab|lch|lab|hwb|color"
RAW_COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:{FUNCTIONS})\(|(?<![-\w])(?:{NAMES})(?![-\w])", re.IGNORECASE
)
PIXELS = re.compile(r"\b\d*\.?\d+px\b")
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?<![\w-])(?:margin|padding|border)-(?:{SIDES})\b|(?<![\w-])(?:{SIDES})\s*:|text-align:\s*(?:left|right)"
)
STATE_CLASS = re.compile(r"\.(?:is|has)-[\w-]+")
USED = re.compile(r"var\((--[\w-]+)")
DECLARED = re.compile(r"(--[\w-]+)\s*:")
FORBIDDEN_SCRIPT = re.compile(
    r"\beval\(|new Function\(|innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write"
    r"|localStorage|sessionStorage(?!\.removeItem\()|\.style\b"
)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def rules(css: str) -> str:
    """The style sheet without comments and strings, where words are words and not values."""
    return re.sub(r'"[^"]*"', '""', without_comments(css))


def raw_values(css: str) -> list[str]:
    """Colours and pixels that are written out instead of taken from a token."""
    return RAW_COLOUR.findall(rules(css)) + PIXELS.findall(rules(css))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in STYLESHEETS if path.name != "tokens.css"], ids=named)
def test_colours_and_pixels_stand_in_the_tokens_only(path: Path) -> None:
    assert raw_values(path.read_text()) == []


def test_a_raw_value_would_be_found() -> None:
    assert raw_values("a { color: #fff; }")
    assert raw_values("a { color: oklch(0.5 0 0); }")
    assert raw_values("a { border: 1px solid; }")
    assert not raw_values("/* 1px white */ a { color: var(--color-text); white-space: nowrap; }")


@pytest.mark.parametrize("path", STYLESHEETS, ids=named)
def test_styles_are_written_for_both_directions(path: Path) -> None:
    assert PHYSICAL.findall(rules(path.read_text())) == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=named)
def test_state_is_an_attribute_and_not_a_class(path: Path) -> None:
    assert STATE_CLASS.findall(rules(path.read_text())) == []


@pytest.mark.parametrize("path", STYLESHEETS + SCRIPTS, ids=named)
def test_no_file_is_longer_than_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_has_one_job_and_at_most_a_hundred_and_twenty_lines(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/* ")
    assert len(text.splitlines()) <= 120


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_a_script_does_nothing_the_policy_or_the_patient_forbids(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    assert FORBIDDEN_SCRIPT.findall(code) == []


def test_all_scripts_together_are_small() -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in SCRIPTS) <= 28 * 1024


def test_every_stylesheet_is_in_the_entry_and_in_a_layer() -> None:
    entry = (CSS / "chartside.css").read_text()
    imported = re.findall(r'@import url\("([^"]+)"\) layer\((\w+)\)', entry)
    layers = re.search(r"@layer ([^;]+);", entry).group(1).split(", ")
    files = sorted(str(path.relative_to(CSS)) for path in STYLESHEETS if path.name != "chartside.css")
    assert sorted(name for name, _ in imported) == files
    assert layers == ["reset", "tokens", "base", "layout", "components", "features", "utilities", "print"]
    assert {layer for _, layer in imported} == set(layers)


def test_every_token_that_is_used_exists() -> None:
    text = "".join(without_comments(path.read_text()) for path in STYLESHEETS)
    local = {"--num-int", "--num-frac"}
    assert set(USED.findall(text)) - set(DECLARED.findall(text)) - local == set()


def test_every_script_is_loaded_by_the_head() -> None:
    head = (TEMPLATES / "base" / "head.html").read_text()
    assert sorted(re.findall(r"'js/([\w]+\.js)'", head)) == [path.name for path in SCRIPTS]


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=named)
def test_templates_hold_no_style_and_no_inline_script(path: Path) -> None:
    html = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.search(r'\sstyle=|\son\w+="|hx-on|hx-boost|href="#"|javascript:|<style\b', html)
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>", html)
