"""Text has a contrast of at least 4.5, marks of at least 3, on every surface and in both themes."""

import pytest

from tests.look.colours import THEMES, TOKENS, contrast, read_colours

SURFACES = ("sheet", "frame", "sunken", "raised", "hover", "field", "selected")
TEXTS = ("text", "text-2", "text-3", "accent", "critical", "abnormal", "overdue", "corrected", "ok")
MARKS = ("edge", "accent-fill", "critical-fill", "abnormal-mark", "live")

TEXT_PAIRS = [(text, surface) for text in TEXTS for surface in SURFACES] + [
    ("on-accent", "accent-fill"),
    ("on-accent", "accent-press"),
    ("on-critical", "critical-fill"),
    ("accent", "accent-tint"),
    ("text", "accent-tint"),
    ("text-2", "accent-tint"),
    ("critical", "critical-tint"),
    ("text", "critical-tint"),
    ("accent", "critical-tint"),
    ("abnormal", "abnormal-tint"),
    ("text", "abnormal-tint"),
    ("accent", "abnormal-tint"),
    ("corrected", "corrected-tint"),
    ("text", "accent-line"),
    ("sheet", "text-2"),
]
MARK_SURFACES = ("sheet", "frame", "sunken", "raised", "field")
MARK_PAIRS = [(mark, surface) for mark in MARKS for surface in MARK_SURFACES] + [
    ("accent", "accent-tint"),
    ("critical-fill", "critical-tint"),
    ("abnormal-mark", "abnormal-tint"),
]

COLOURS = read_colours(TOKENS.read_text())


def measured(theme: str, front: str, back: str) -> float:
    return contrast(COLOURS[theme][f"--color-{front}"], COLOURS[theme][f"--color-{back}"])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, front: str, back: str) -> None:
    assert measured(theme, front, back) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back"), MARK_PAIRS)
def test_marks_can_be_seen(theme: str, front: str, back: str) -> None:
    assert measured(theme, front, back) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_the_line_of_a_chart_can_be_seen_on_sheet_and_band(theme: str) -> None:
    line, band, sheet = (COLOURS[theme][name] for name in ("--chart-line", "--chart-band", "--color-sheet"))
    assert contrast(line, sheet) >= 3
    assert contrast(line, band) >= 3


def test_black_on_white_is_twenty_one() -> None:
    assert contrast((0, 0, 0), (1, 0, 0)) == pytest.approx(21, abs=0.01)
    assert contrast((0.5, 0.1, 20), (0.5, 0.1, 20)) == 1


def test_a_grey_that_is_too_light_would_be_found() -> None:
    css = (
        "--color-text: light-dark(oklch(0.75 0 0), oklch(0.9 0 0));"
        "--color-sheet: light-dark(oklch(1 0 0), oklch(0.2 0 0));"
    )
    colours = read_colours(css)
    assert contrast(colours["light"]["--color-text"], colours["light"]["--color-sheet"]) < 4.5
    assert contrast(colours["dark"]["--color-text"], colours["dark"]["--color-sheet"]) >= 4.5
