"""What stands at each field of the form: the last value as a ghost, the normal band, the flag, and what to mend."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from features.foundation.clinical.interpretation import Limits, range_words
from features.foundation.ui.formats import ago
from features.vitals.forms.record import RecordVitalsForm, words_of_slip
from features.vitals.regions import latest as signs
from features.vitals.regions.latest import Reading
from features.vitals.rules import SIGNS

GHOST_AT = {"oxygen_flow": "", "fio2": "", "systolic": "", "diastolic": "blood_pressure"}
"""Fields whose last value stands under another name, or nowhere."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A warning with the tick that confirms it."""

    message: str
    token: str
    is_kept: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """The line under a field; `fixes` are the buttons that mend a slip."""

    flag: str = ""
    kept: list[Kept] = field(default_factory=list)
    fixes: list[tuple[str, str]] = field(default_factory=list)


def dress(form: RecordVitalsForm) -> None:
    """Gives each field of a form what its template shows besides."""
    for name, own in form.fields.items():
        if name not in SIGNS and name not in ("oxygen", "consciousness"):
            continue
        own.says = "vitals/partials/said.html"  # type: ignore[attr-defined]
        own.line = line_of(form, name)  # type: ignore[attr-defined]
        own.noted = _ghost(form.before.ghost(GHOST_AT.get(name, name)))  # type: ignore[attr-defined]
        limits = signs.limits_at(name, form.before.months) if name in SIGNS else None
        soft = form.standards.soft(name, form.before.months) if limits else None
        own.gauge = draw_band(soft, limits) if limits else ""  # type: ignore[attr-defined]
        own.band = range_words(limits) if limits else ""  # type: ignore[attr-defined]


def line_of(form: RecordVitalsForm, name: str) -> Line:
    """What is to be said of what stands in a field; nothing before something was sent."""
    if not form.is_bound:
        return Line()
    kept = form.sent.getlist("form_kept")
    soft = [warning for sign, warning in form.soft if sign == name]
    value = form.cleaned_data.get(name) if name in SIGNS else None
    words = gettext("Keep %(value)s") % {"value": value}
    return Line(
        flag=_flag(form, name, value),
        kept=[Kept(one.message, token := form.stands_for(name, one), token in kept, words) for one in soft],
        fixes=[
            (slip.kind.value, str(words_of_slip(slip)))
            for slip in form.slips
            if name in (slip.sign, form.left if form.left in slip.meant else slip.sign)
        ],
    )


def _flag(form: RecordVitalsForm, name: str, value: Any) -> str:
    if name in form.errors or value is None:
        return ""
    flag = signs.judged_at(name, value.in_unit(SIGNS[name].unit), form.before.months)
    return "" if flag == "N" else flag


def _ghost(last: Reading | None) -> str:
    if last is None or not last.value or last.taken_at is None:
        return ""
    return gettext("last %(value)s, %(ago)s") % {"value": last.value, "ago": ago(last.taken_at)}


def draw_band(soft: tuple[Decimal, Decimal] | None, limits: Limits) -> SafeString | str:
    """The normal band of a sign in the width of its field, which spans the soft limits."""
    if soft is None or not limits.knows_normal:
        return ""
    low, high = soft
    start = _share(limits.low, low, high) if limits.low is not None else Decimal(0)
    end = _share(limits.high, low, high) if limits.high is not None else Decimal(100)
    return format_html(
        '<svg class="gauge" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="gauge__band" x="{}" y="0" width="{}" height="3"/></svg>',
        start,
        end - start,
    )


def _share(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    share = (value - low) / (high - low) * 100
    return max(Decimal(0), min(Decimal(100), share)).quantize(Decimal("0.1"))
