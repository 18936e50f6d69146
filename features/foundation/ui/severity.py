"""How severe a value is, as glyph, word and colour together; and numbers that stand on their decimal point."""

from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from features.foundation.clinical.interpretation import PRINTED

ARROWS = {
    "up": ("0 0 8 12", "M4 11V1.5M1 4.5l3-3 3 3"),
    "down": ("0 0 8 12", "M4 1v9.5M1 7.5l3 3 3-3"),
    "up-up": ("0 0 15 12", "M4 11V1.5M1 4.5l3-3 3 3M11 11V1.5M8 4.5l3-3 3 3"),
    "down-down": ("0 0 15 12", "M4 1v9.5M1 7.5l3 3 3-3M11 1v9.5M8 7.5l3 3 3-3"),
}
"""One arrow is abnormal, two are critical."""

SEVERITIES = {
    "LL": "critical",
    "HH": "critical",
    "AA": "critical",
    "L": "abnormal",
    "H": "abnormal",
    "A": "abnormal",
}
"""Flags of HL7 0078 that are abnormal; of `<` and `>`, beyond what the instrument measures, nobody knows how far."""
SEVERITIES |= {"<": "abnormal", ">": "abnormal"}
_GLYPHS = {"LL": "down-down", "HH": "up-up", "L": "down", "H": "up", "<": "down", ">": "up"}
RANKS = {"critical": 0, "abnormal": 1}
"""The order in which a list puts them; whatever is not abnormal comes after."""


def severity_of(flag: str | None) -> str:
    """`critical`, `abnormal`, or nothing."""
    return SEVERITIES.get(flag or "", "")


def rank_of(flag: str | None) -> int:
    """0 for what is critical, 1 for what is abnormal, 2 for the rest."""
    return RANKS.get(severity_of(flag), 2)


def flag_words(flag: str) -> tuple[str, str]:
    """The word that is shown, and what is read aloud after it where the arrow says more."""
    return {
        "LL": (gettext("critical"), gettext("low")),
        "HH": (gettext("critical"), gettext("high")),
        "AA": (gettext("critical"), ""),
        "L": (gettext("low"), ""),
        "H": (gettext("high"), ""),
        "A": (gettext("abnormal"), ""),
        "<": (gettext("low, may be critical"), ""),
        ">": (gettext("high, may be critical"), ""),
        "N": (gettext("normal"), ""),
    }.get(flag, (flag, ""))


def draw_flag(flag: str | None) -> SafeString | str:
    """The flag of a value; nothing where it was not interpreted, which is not the same as normal."""
    return _flag(flag, get_language()) if flag else ""


@lru_cache(maxsize=100)
def _flag(flag: str, language: str | None) -> SafeString:
    word, aloud = flag_words(flag)
    severity = severity_of(flag)
    if not severity:
        return format_html('<span class="sev quiet">{}</span>', word)
    hidden = format_html('<span class="visually-hidden"> {}</span>', aloud) if aloud else ""
    return format_html(
        '<span class="sev" data-severity="{}">{}{}{}</span>',
        severity,
        draw_glyph(_GLYPHS.get(flag, "")),
        word,
        hidden,
    )


RISKS = {"high": ("critical", "up-up"), "medium": ("abnormal", "up"), "low-medium": ("abnormal", "up")}
"""What an early warning score calls a risk, as severity and glyph; a low one is a grey word."""


def risk_words(risk: str) -> str:
    """A risk in words; one that is unknown here as it came."""
    return {
        "low": gettext("low"),
        "low-medium": gettext("low-medium"),
        "medium": gettext("medium"),
        "high": gettext("high"),
    }.get(risk, risk)


def draw_risk(risk: str | None) -> SafeString | str:
    """A risk as glyph, word and colour; nothing where none is told, which is not the same as low."""
    if not risk:
        return ""
    severity, glyph = RISKS.get(risk, ("", ""))
    if not severity:
        return format_html('<span class="sev quiet">{}</span>', risk_words(risk))
    return format_html(
        '<span class="sev" data-severity="{}" data-risk="{}">{}{}</span>',
        severity,
        risk,
        draw_glyph(glyph),
        risk_words(risk),
    )


def draw_glyph(name: str) -> SafeString | str:
    """An arrow, or two of them; hidden from screen readers, for which the word stands beside it."""
    if name not in ARROWS:
        return ""
    box, path = ARROWS[name]
    width = box.split()[2]
    return format_html(
        '<svg class="glyph" viewBox="{}" width="{}" aria-hidden="true"><path d="{}"/></svg>', box, width, path
    )


def draw_number(value: Decimal | None, comparator: str = "") -> SafeString | str:
    """A number on its decimal point, in two columns."""
    if value is None:
        return ""
    whole, point, fraction = f"{value:f}".partition(".")
    return format_html(
        '<span class="num"><span>{}{}</span><span>{}{}</span></span>',
        PRINTED.get(comparator, comparator),
        whole.replace("-", "−"),
        point,
        fraction,
    )
