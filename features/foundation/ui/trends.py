"""The trend: one or two lines over time, drawn by the server; each point says value, time and author on focus."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.foundation.ui.axes import TimeAxis, number_ticks
from features.foundation.ui.charts import Scale, band, scale_of
from features.foundation.ui.formats import moment
from features.foundation.ui.severity import flag_words, severity_of

HEIGHT, TOP, FOOT = 272, 56, 240
"""Of the picture; of the plot in it. Above stands what the point in focus says, below the dates."""

MARKS = {
    "HH": "M0-6 8 7H-8zM-5-8 0-15 5-8z",
    "LL": "M0 6-8-7H8zM-5 8 0 15 5 8z",
    "H": "M0-6 5.5 4h-11z",
    "L": "M0 6-5.5-4h11z",
}
"""The form of a point tells what its colour tells: a triangle points where the value lies, with a second tip if it
is critical."""
SQUARE, ROUND = "M-5.5-5.5h11v11h-11z", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0"


@dataclass(frozen=True, slots=True)
class Point:
    """A value in a trend: `words` is how it is written with its unit, `value` where it is drawn."""

    at: datetime
    value: Decimal
    words: str
    flag: str = ""
    by: str = ""
    note: str = ""
    """Such as `corrected`."""

    @property
    def first_line(self) -> str:
        said = " ".join(word for word in flag_words(self.flag) if word) if self.flag else ""
        return ", ".join(part for part in (self.words, said, self.note) if part)

    @property
    def second_line(self) -> str:
        # A name runs in its own direction, whichever way the line runs.
        return ", ".join([moment(self.at), *([f"\u2068{self.by}\u2069"] if self.by else [])])


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one unit, oldest first, with the limits of the latest of them."""

    name: str
    points: Sequence[Point]
    limits: Limits = NO_LIMITS


def trend(lines: Sequence[Line], *, name: str) -> SafeString | str:
    """The chart of `lines` of one unit; nothing where there is no point.

    Critical zones are drawn for a single line only: of two lines, one's zone would lie on the other's normal values.
    """
    points = [point for line in lines for point in line.points]
    if not points:
        return ""
    scale, ticks = _scale(lines)
    axis = TimeAxis.over([point.at for point in points])
    ordered = sorted(points, key=lambda point: point.at)
    return format_html(
        '<div class="trend"><svg class="trend__axis" height="{height}" aria-hidden="true">{numbers}</svg>'
        '<svg class="trend__plot" height="{height}" role="group" aria-label="{label}" data-points>'
        "{bands}{zones}{rules}{dates}{lines}{points}</svg></div>",
        height=HEIGHT,
        label=gettext("%(name)s: %(number)d values from %(first)s to %(last)s")
        % {
            "name": name,
            "number": len(points),
            "first": moment(ordered[0].at),
            "last": moment(ordered[-1].at),
        },
        numbers=format_html_join(
            "",
            '<text class="trend__number" x="100%" y="{}" text-anchor="end">{}</text>',
            ((scale.y(tick) + 4, f"{tick:f}") for tick in ticks),
        ),
        bands=format_html_join("", "{}", ((_band(scale, line.limits),) for line in lines)),
        zones=_zones(scale, lines[0].limits) if len(lines) == 1 else "",
        rules=format_html_join(
            "",
            '<line class="trend__rule" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
            ((scale.y(tick),) for tick in ticks),
        ),
        dates=format_html_join(
            "",
            '<line class="trend__rule" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>'
            '<text class="trend__date" x="{0}%" y="{3}" text-anchor="middle">{4}</text>',
            ((x, FOOT, FOOT + 5, HEIGHT - 12, words) for x, words in axis.ticks()),
        ),
        lines=format_html_join("", "{}", ((_line(axis, scale, line.points),) for line in lines)),
        points=format_html_join("", "{}", ((_point(axis, scale, point),) for point in ordered)),
    )


def _scale(lines: Sequence[Line]) -> tuple[Scale, list[Decimal]]:
    """From the lowest to the highest rounded number around all values, and around normal limits that lie near."""
    extents = [_extent(line) for line in lines if line.points]
    ticks = number_ticks(min(low for low, _ in extents), max(high for _, high in extents))
    if min(point.value for line in lines for point in line.points) >= 0:
        ticks = [tick for tick in ticks if tick >= 0]
    return Scale(float(ticks[0]), float(ticks[-1]), TOP, FOOT), ticks


def _extent(line: Line) -> tuple[float, float]:
    """From the lowest to the highest of its values; its normal limits as well, unless they lie far away."""
    scale = scale_of([point.value for point in line.points], line.limits, top=TOP, bottom=FOOT)
    normal = [float(limit) for limit in (line.limits.low, line.limits.high) if limit is not None]
    far = 3 * max(scale.highest - scale.lowest, max(normal, default=0) - min(normal, default=0))
    near = [limit for limit in normal if scale.lowest - far <= limit <= scale.highest + far]
    return min([scale.lowest, *near]), max([scale.highest, *near])


def _band(scale: Scale, limits: Limits) -> SafeString | str:
    shaded = band(scale, limits)
    if shaded is None:
        return ""
    return format_html('<rect class="trend__band" x="0" width="100%" y="{}" height="{}"/>', *shaded)


def _zones(scale: Scale, limits: Limits) -> SafeString:
    """Where values are critical, as far as that lies within the picture."""
    found: list[tuple[float, float]] = []
    if limits.critical_high is not None and float(limits.critical_high) < scale.highest:
        foot = min(scale.y(limits.critical_high), scale.bottom)
        found.append((scale.top, round(foot - scale.top, 1)))
    if limits.critical_low is not None and float(limits.critical_low) > scale.lowest:
        head = max(scale.y(limits.critical_low), scale.top)
        found.append((head, round(scale.bottom - head, 1)))
    return format_html_join("", '<rect class="trend__zone" x="0" width="100%" y="{}" height="{}"/>', found)


def _line(axis: TimeAxis, scale: Scale, points: Sequence[Point]) -> SafeString:
    """Straight pieces from point to point, in percent of the width, so that the picture fits every screen."""
    at = [(axis.x(point.at), scale.y(point.value)) for point in points]
    pieces: Iterable = ((*start, *end) for start, end in pairwise(at))
    return format_html_join("", '<line class="trend__line" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', pieces)


def _point(axis: TimeAxis, scale: Scale, point: Point) -> SafeString:
    severity = severity_of(point.flag)
    form = MARKS.get(point.flag, SQUARE if severity else ROUND)
    return format_html(
        '<g class="trend__point" tabindex="0" role="img" data-severity="{}"><title>{}</title>'
        '<svg x="{}%" y="{}" overflow="visible"><circle class="trend__reach" r="14"/>'
        '<path class="trend__mark" d="{}"/></svg>'
        '<text class="trend__words" text-anchor="middle"><tspan class="trend__value" x="50%" y="18">{}</tspan>'
        '<tspan x="50%" y="38">{}</tspan></text></g>',
        severity,
        f"{point.first_line} · {point.second_line}",
        axis.x(point.at),
        scale.y(point.value),
        form,
        point.first_line,
        point.second_line,
    )
