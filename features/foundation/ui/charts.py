"""Charts drawn by the server as SVG: the sparkline of a few values, and the trend of many with a table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from features.foundation.clinical.interpretation import Limits

SPARKS_KEPT = 2_000
MARGIN = 4
"""Of a sparkline, above and below, so that its end point is whole."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to the height of a picture: the lowest at its foot, the highest at its head."""

    lowest: float
    highest: float
    top: float
    bottom: float

    def y(self, value: Decimal | float) -> float:
        share = (float(value) - self.lowest) / (self.highest - self.lowest)
        return round(self.bottom - share * (self.bottom - self.top), 1)


def scale_of(values: Sequence[Decimal], limits: Limits, *, top: float, bottom: float) -> Scale:
    """A scale that holds all values, and the normal limits where they lie near; never of no height."""
    shown = [float(value) for value in values]
    lowest, highest = min(shown), max(shown)
    reach = (highest - lowest) or abs(highest) * 0.1 or 1.0
    for limit in (limits.low, limits.high):
        if limit is not None and lowest - 2 * reach <= float(limit) <= highest + 2 * reach:
            lowest, highest = min(lowest, float(limit)), max(highest, float(limit))
    if lowest == highest:
        lowest, highest = lowest - reach, highest + reach
    return Scale(lowest, highest, top, bottom)


def band(scale: Scale, limits: Limits) -> tuple[float, float] | None:
    """Where the reference range lies in the picture, from its top to its foot; None where there is none to be seen.

    A range of which one side is unknown is not drawn: no value would be known to lie in it.
    """
    if not limits.knows_normal:
        return None
    top = scale.top if limits.high is None else max(scale.y(limits.high), scale.top)
    bottom = scale.bottom if limits.low is None else min(scale.y(limits.low), scale.bottom)
    return (top, round(bottom - top, 1)) if bottom > top else None


def spark(
    values: Sequence[Decimal], limits: Limits, severity: str, *, width: int = 120, height: int = 28
) -> SafeString | str:
    """The course of the last values, oldest first: the reference band, the line, and its end in the colour of
    `severity`. Fewer than two values have no course. Whoever opens the chart next sees the same one, drawn once."""
    words = ", ".join(map(str, values))  # 5 and 5.0 are equal, and said otherwise
    return _drawn(tuple(values), words, limits, severity, width, height, get_language())


@lru_cache(maxsize=SPARKS_KEPT)
def _drawn(
    values: tuple[Decimal, ...],
    words: str,
    limits: Limits,
    severity: str,
    width: int,
    height: int,
    language: str | None,
) -> SafeString | str:
    if len(values) < 2:
        return ""
    scale = scale_of(values, limits, top=MARGIN, bottom=height - MARGIN)
    step = (width - 8) / (len(values) - 1)
    points = [(round(2 + number * step, 1), scale.y(value)) for number, value in enumerate(values)]
    shaded = band(scale, limits)
    return format_html(
        '<svg class="spark" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<polyline class="spark__line" points="{}"/>'
        '<circle class="spark__end" data-severity="{}" cx="{}" cy="{}" r="3.5"/></svg>',
        width,
        height,
        gettext("Last %(number)d values: %(values)s") % {"number": len(values), "values": words},
        format_html(
            '<rect class="spark__band" x="0" y="{}" width="{}" height="{}" rx="1"/>',
            shaded[0],
            width,
            shaded[1],
        )
        if shaded
        else "",
        format_html_join(" ", "{},{}", points),
        severity,
        *points[-1],
    )
