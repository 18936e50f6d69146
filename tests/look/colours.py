"""Reads the colours of tokens.css for both themes and reckons contrast as WCAG 2 does."""

import math
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOKENS = ROOT / "static" / "css" / "tokens.css"
THEMES = ("light", "dark")

OKLCH = re.compile(r"oklch\(\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\)")
DECLARATION = re.compile(r"(--(?:color|chart)-[\w-]+):\s*([^;]+);")

type Colour = tuple[float, float, float]


def read_colours(css: str) -> dict[str, dict[str, Colour]]:
    """Each theme's colours by token, from the text of tokens.css; the first declaration counts."""
    raw: dict[str, str] = {}
    for name, value in DECLARATION.findall(css):
        raw.setdefault(name, value.strip())
    return {theme: {name: _resolve(name, raw, side) for name in raw} for side, theme in enumerate(THEMES)}


def _resolve(name: str, raw: dict[str, str], side: int) -> Colour:
    value = raw[name]
    if value.startswith("var("):
        return _resolve(value.removeprefix("var(").removesuffix(")"), raw, side)
    found = OKLCH.findall(value)
    assert len(found) in (1, 2), f"{name}: {value!r} is neither one colour nor light-dark() of two"
    lightness, chroma, hue = found[min(side, len(found) - 1)]
    return float(lightness), float(chroma), float(hue)


def luminance(colour: Colour) -> float:
    """Relative luminance of an oklch colour, clipped to sRGB as a screen shows it."""
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """The WCAG contrast of two colours: 1 for the same, 21 for black on white."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
