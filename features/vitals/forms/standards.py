"""What is to hold for a sign or a level of NEWS2 at a facility, as it is proposed; and what is decided about it."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.measures import MeasuredField
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.text import LineField, TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.units import unit_words
from features.vitals.forms.signs import segments
from features.vitals.models import Decision, ProposedStandard
from features.vitals.rules import SIGNS
from features.vitals.standards import (
    ALL,
    ASKED,
    LEVELS,
    LONGEST,
    LONGEST_SOURCE,
    SHORTEST,
    Fault,
    Group,
    Told,
    faults,
    minutes,
    read_part,
    sign_of,
    standards_of,
    tell_part,
    waits_longer,
)

HOUR = 60
"""Minutes."""
KINDS = ("normal", "critical", "soft")
LABELS = {
    "normal_low": _("Normal from"),
    "normal_high": _("Normal to"),
    "critical_low": _("Critical at or below"),
    "critical_high": _("Critical at or above"),
    "soft_low": _("Confirm below"),
    "soft_high": _("Confirm above"),
}
GROUPS = [(Group.ADULTS.value, _("adults")), (Group.CHILDREN.value, _("children"))]


class ProposeStandardForm(MedicalBaseForm):
    """A part of the standards, where it comes from, and why; what holds now stands in it when it is opened."""

    part = ""

    source = LineField(
        label=_("Source"),
        max_length=LONGEST_SOURCE,
        help_text=_("Whoever vouches for it, for example a guideline with its year, or your own committee."),
    )
    reason = TextField(label=_("Why"), max_length=300, help_text=_("Whoever approves it reads this."))

    def fields_of(self, told: Told) -> dict[str, Any]:
        """What the fields show of a part as it is kept."""
        raise NotImplementedError

    @property
    def proposed(self) -> dict[str, Any]:
        """The part as it is kept."""
        raise NotImplementedError

    def for_new(self) -> Mapping[str, Any]:
        told = tell_part(standards_of(self.user.facility), self.part)
        shown = {**self.fields_of(told), "source": told["source"]}
        return {name: self.fields[name].prepare_value(value) for name, value in shown.items()}

    def initial_of(self, record: ProposedStandard) -> dict[str, Any]:
        told = record.proposed
        return {**self.fields_of(told), "source": told["source"], "reason": record.reason}


class LimitsForm(ProposeStandardForm):
    """The limits of a sign for adults."""

    side_by_side = (
        ("normal_low", "normal_high"), ("critical_low", "critical_high"), ("soft_low", "soft_high"),
    )  # fmt: skip

    def fields_of(self, told: Told) -> dict[str, Any]:
        unit = SIGNS[self.part].unit
        shown = {}
        for kind in KINDS:
            for side, limit in zip(("low", "high"), told[kind], strict=True):
                if f"{kind}_{side}" in self.fields:
                    shown[f"{kind}_{side}"] = None if limit is None else Measured(Decimal(limit), unit)
        return shown

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for name, fault in faults(sign_of(self.part, self.proposed)):
                self.add_error(name, self._words(fault))
        return super().clean()

    def _words(self, fault: Fault) -> str:
        row = SIGNS[self.part]
        limits = {"low": f"{row.hard[0]:f}", "high": f"{row.hard[1]:f}", "unit": unit_words(row.unit)}
        return {
            Fault.MISSING: gettext("Fill this in."),
            Fault.REVERSED: gettext("It must be above the lower one."),
            Fault.BEYOND_HARD: gettext("Possible is %(low)s to %(high)s %(unit)s.") % limits,
            Fault.BEYOND_SOFT: gettext(
                "A normal value would have to be confirmed: widen those limits first."
            ),
            Fault.WITHIN_NORMAL: gettext("What is critical must lie outside what is normal."),
        }[fault]

    @property
    def proposed(self) -> dict[str, Any]:
        told = self.cleaned_data
        pairs = {kind: [told.get(f"{kind}_low"), told.get(f"{kind}_high")] for kind in KINDS}
        limits = {kind: [one and f"{one.value:f}" for one in pair] for kind, pair in pairs.items()}
        return {**limits, "source": told["source"]}


class AskedForm(ProposeStandardForm):
    """Of whom a sign is asked."""

    asked = forms.MultipleChoiceField(
        label=_("Asked of"),
        choices=GROUPS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The form leaves it out for everybody else. Sets that hold it keep showing it."),
    )
    field_order = ("asked", "source", "reason")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        possible = ASKED[self.part]
        if possible != ALL:
            self.fields["asked"].choices = [one for one in GROUPS if one[0] in possible]  # type: ignore[attr-defined]

    def fields_of(self, told: Told) -> dict[str, Any]:
        return {"asked": list(told["asked"])}

    @property
    def proposed(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"asked": sorted(told["asked"]), "source": told["source"]}


def _span(label: Any, help_text: Any) -> MeasuredField:
    low, high = minutes(SHORTEST), minutes(LONGEST)
    return MeasuredField(label=label, units=("min", "h"), low=low, high=high, help_text=help_text)


class IntervalForm(ProposeStandardForm):
    """When the next set is due after a level of NEWS2, and when it is overdue."""

    due = _span(_("Next set due after"), "")
    overdue = _span(_("Overdue after"), _("The same, or later."))
    side_by_side = (("due", "overdue"),)
    field_order = ("due", "overdue", "source", "reason")

    def fields_of(self, told: Told) -> dict[str, Any]:
        return {name: _as_span(told[name]) for name in ("due", "overdue")}

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.proposed["overdue"] < self.proposed["due"]:
            self.add_error("overdue", gettext("It cannot be overdue before it is due."))
        if not self.errors and self._waits_longer():
            self.add_error(
                "due", gettext("After a higher score one never waits longer than after a lower one.")
            )
        return super().clean()

    def _waits_longer(self) -> bool:
        decided: Any = {LEVELS[self.part]: read_part(self.part, self.proposed)}
        return waits_longer({**standards_of(self.user.facility).intervals, **decided}) is not None

    @property
    def proposed(self) -> dict[str, Any]:
        told = self.cleaned_data
        spans = {name: int(told[name].in_unit("min")) for name in ("due", "overdue")}
        return {**spans, "source": told["source"]}


def _as_span(count: int) -> Measured:
    hours, rest = divmod(count, HOUR)
    return Measured(Decimal(count), "min") if rest else Measured(Decimal(hours), "h")


@cache
def form_of(part: str) -> type[ProposeStandardForm]:
    """The form by which a part is proposed."""
    if part in LEVELS:
        return type("IntervalForm", (IntervalForm,), {"part": part})
    if part in ASKED:
        return type("AskedForm", (AskedForm,), {"part": part})
    row = SIGNS[part]
    kinds = KINDS if row.normal != (None, None) else ("soft",)
    names = [f"{kind}_{side}" for kind in kinds for side in ("low", "high")]
    fields = {
        name: MeasuredField(
            label=LABELS[name],
            required=not name.startswith("critical"),
            units=row.unit,
            places=row.places,
            low=row.hard[0],
            high=row.hard[1],
        )
        for name in names
    }
    shown = tuple(pair for pair in LimitsForm.side_by_side if pair[0] in fields)
    order = (*names, "source", "reason")
    return type(
        "LimitsForm", (LimitsForm,), {"part": part, "side_by_side": shown, "field_order": order, **fields}
    )


class DecideStandardForm(MedicalBaseForm):
    """Whether what was proposed is to hold."""

    decision = segments(
        _("Decision"), [(Decision.APPROVED.value, _("Approve")), (Decision.TURNED_DOWN.value, _("Turn down"))]
    )
    reason = TextField(
        label=_("Reason"), max_length=300, required=False, help_text=_("Needed to turn it down.")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = True

    def initial_of(self, record: ProposedStandard) -> dict[str, Any]:
        return {"decision": "", "reason": ""}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("decision") == Decision.TURNED_DOWN and not told.get("reason"):
            self.add_error("reason", gettext("Say why it is turned down."))
        return super().clean()
