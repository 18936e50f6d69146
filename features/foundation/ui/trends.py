"""The trend: one or two lines over time, drawn by the server; each point says value, time and author on focus.

A point may be a range, as a blood pressure is; behind the points may run curves, as those of healthy children do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.foundation.ui.axes import TimeAxis, number_ticks
from features.foundation.ui.charts import Scale, band, scale_of
from features.foundation.ui.formats import moment
from features.foundation.ui.severity import flag_words, severity_of

HEIGHT, TOP, BELOW = 272, 56, 32
"""Of the picture; where the plot in it begins, and what is left below it. Above stands what the point in focus says,
below the dates."""
FOOT = HEIGHT - BELOW

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
    marks: Sequence[tuple[Decimal, str]] = ()
    """The ends of a range with the flag of each, the upper one first; without them it is one value with one flag."""

    @property
    def ends(self) -> Sequence[tuple[Decimal, str]]:
        return self.marks or ((self.value, self.flag),)

    @property
    def first_line(self) -> str:
        return ", ".join(part for part in (self.words, spoken(self.flag), self.note) if part)

    @property
    def second_line(self) -> str:
        # A name runs in its own direction, whichever way the line runs.
        return ", ".join([moment(self.at), *([f"\u2068{self.by}\u2069"] if self.by else [])])


def spoken(flag: str) -> str:
    """A flag as it is said; nothing for a value that was not judged."""
    return " ".join(word for word in flag_words(flag) if word) if flag else ""


@dataclass(frozen=True, slots=True)
class Line:
    """Points of one unit, oldest first, with the limits of the latest of them."""

    name: str
    points: Sequence[Point]
    limits: Limits = NO_LIMITS
    lower_limits: Limits = NO_LIMITS
    """Of the lower ends of ranges."""
    is_joined: bool = True
    """Whether lines lead from point to point."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A course behind the points, from left to right: percent of the width, value."""

    name: str
    course: Sequence[tuple[float, float]]
    is_middle: bool = False


class Axis(Protocol):
    """From moments to percent of the width; and where words stand below, and which."""

    def x(self, at: datetime) -> float: ...

    def ticks(self) -> list[tuple[float, str]]: ...


def trend(
    lines: Sequence[Line],
    *,
    name: str,
    axis: Axis | None = None,
    curves: Sequence[Curve] = (),
    height: int = HEIGHT,
) -> SafeString | str:
    """The chart of `lines` of one unit; nothing where there is neither a point nor a curve.

    Without an `axis` it reaches from the first point to the last. Critical zones are drawn for a single line of single
    values only: of two, one's zone would lie on the other's normal values.
    """
    points = [point for line in lines for point in line.points]
    if not points and not curves:
        return ""
    foot = height - BELOW
    scale, ticks = _scale(lines, curves, foot)
    axis = axis or TimeAxis.over([point.at for point in points])
    ordered = sorted(points, key=lambda point: point.at)
    is_single = len(lines) == 1 and lines[0].lower_limits == NO_LIMITS
    return format_html(
        '<div class="trend"><svg class="trend__axis" height="{height}" aria-hidden="true">{numbers}</svg>'
        '<svg class="trend__plot" height="{height}" role="group" aria-label="{label}" data-points>'
        "{bands}{zones}{rules}{dates}{curves}{lines}{points}</svg></div>",
        height=height,
        label=_label(name, ordered),
        numbers=format_html_join(
            "",
            '<text class="trend__number" x="100%" y="{}" text-anchor="end">{}</text>',
            ((scale.y(tick) + 4, f"{tick:f}") for tick in ticks),
        ),
        bands=format_html_join("", "{}", ((_band(scale, limits),) for limits in _all_limits(lines))),
        zones=_zones(scale, lines[0].limits) if is_single else "",
        rules=format_html_join(
            "",
            '<line class="trend__rule" x1="0" x2="100%" y1="{0}" y2="{0}"/>',
            ((scale.y(tick),) for tick in ticks),
        ),
        dates=format_html_join(
            "",
            '<line class="trend__rule" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>'
            '<text class="trend__date" x="{0}%" y="{3}" text-anchor="middle">{4}</text>',
            ((x, foot, foot + 5, height - 12, words) for x, words in axis.ticks()),
        ),
        curves=_curves(scale, curves, height),
        lines=format_html_join(
            "", "{}", ((_line(axis, scale, line.points),) for line in lines if line.is_joined)
        ),
        points=format_html_join("", "{}", ((_point(axis, scale, point),) for point in ordered)),
    )


def _label(name: str, points: Sequence[Point]) -> str:
    if not points:
        return gettext("%(name)s: no values") % {"name": name}
    told = {"name": name, "number": len(points), "first": moment(points[0].at), "last": moment(points[-1].at)}
    return gettext("%(name)s: %(number)d values from %(first)s to %(last)s") % told


def _values(points: Sequence[Point]) -> list[Decimal]:
    return [value for point in points for value, _flag in point.ends]


def _all_limits(lines: Sequence[Line]) -> list[Limits]:
    return [limits for line in lines for limits in (line.limits, line.lower_limits)]


def _scale(lines: Sequence[Line], curves: Sequence[Curve], foot: int) -> tuple[Scale, list[Decimal]]:
    """From the lowest to the highest rounded number around all values, and around normal limits that lie near."""
    extents = [_extent(line, limits) for line in lines if line.points for limits in _all_limits([line])]
    drawn = [value for curve in curves for _x, value in curve.course]
    lows = [low for low, _high in extents] + drawn
    highs = [high for _low, high in extents] + drawn
    ticks = number_ticks(min(lows), max(highs))
    if all(value >= 0 for line in lines for value in _values(line.points)):
        ticks = [tick for tick in ticks if tick >= 0]
    return Scale(float(ticks[0]), float(ticks[-1]), TOP, foot), ticks


def _extent(line: Line, limits: Limits) -> tuple[float, float]:
    """From the lowest to the highest of its values; normal limits as well, unless they lie far away."""
    scale = scale_of(_values(line.points), limits, top=TOP, bottom=FOOT)
    normal = [float(limit) for limit in (limits.low, limits.high) if limit is not None]
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


def _curves(scale: Scale, curves: Sequence[Curve], height: int) -> SafeString | str:
    """Each curve and, at its end, its name; stretched to the width of the screen, as everything is."""
    if not curves:
        return ""
    return format_html(
        '<svg class="trend__curves" width="100%" height="{0}" viewBox="0 0 100 {0}" preserveAspectRatio="none">'
        "{1}</svg>{2}",
        height,
        format_html_join(
            "",
            '<polyline class="trend__curve{}" points="{}"/>',
            (
                (
                    " trend__curve--middle" if curve.is_middle else "",
                    " ".join(f"{x:g},{scale.y(value):g}" for x, value in curve.course),
                )
                for curve in curves
            ),
        ),
        format_html_join(
            "",
            '<text class="trend__name" x="{}%" y="{}">{}</text>',
            ((f"{x + 1:g}", scale.y(value) + 4, name) for name, (x, value) in _ends(curves)),
        ),
    )


def _ends(curves: Sequence[Curve]) -> list[tuple[str, tuple[float, float]]]:
    return [(curve.name, curve.course[-1]) for curve in curves]


def _line(axis: Axis, scale: Scale, points: Sequence[Point]) -> SafeString:
    """Straight pieces from point to point, in percent of the width, so that the picture fits every screen."""
    at = [(axis.x(point.at), scale.y(point.value)) for point in points]
    pieces: Iterable = ((*start, *end) for start, end in pairwise(at))
    return format_html_join("", '<line class="trend__line" x1="{}%" y1="{}" x2="{}%" y2="{}"/>', pieces)


def _point(axis: Axis, scale: Scale, point: Point) -> SafeString:
    x = axis.x(point.at)
    heights = [scale.y(value) for value, _flag in point.ends]
    return format_html(
        '<g class="trend__point" tabindex="0" role="img"><title>{}</title>{}{}'
        '<text class="trend__words" text-anchor="middle"><tspan class="trend__value" x="50%" y="18">{}</tspan>'
        '<tspan x="50%" y="38">{}</tspan></text></g>',
        f"{point.first_line} · {point.second_line}",
        _bar(x, heights) if len(heights) > 1 else "",
        format_html_join(
            "",
            '<svg x="{}%" y="{}" overflow="visible"><circle class="trend__reach" r="14"/>'
            '<path class="trend__mark" data-severity="{}" d="{}"/></svg>',
            (
                (x, y, severity_of(flag), _form(flag))
                for y, (_value, flag) in zip(heights, point.ends, strict=True)
            ),
        ),
        point.first_line,
        point.second_line,
    )


def _bar(x: float, heights: Sequence[float]) -> SafeString:
    return format_html(
        '<line class="trend__bar" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>', x, min(heights), max(heights)
    )


def _form(flag: str) -> str:
    return MARKS.get(flag, SQUARE if severity_of(flag) else ROUND)
