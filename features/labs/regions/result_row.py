"""A result as the grid and the trend read it: its value in words, its flag and its marks."""

from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext

from features.foundation.clinical.interpretation import PRINTED, Limits, range_words
from features.foundation.ui.severity import severity_of
from features.foundation.ui.units import unit_words
from features.labs.models import LabResult, LabTest
from features.labs.regions.latest import MARKS, limits_used, mark_words, shown_number
from features.labs.rules import ResultStatus
from features.patients.models import Patient

FIELDS = (
    "id", "public_id", "code_system", "code", "display", "status", "comparator", "number", "unit", "value_text",
    "flag", "range_low", "range_high", "range_unit", "critical_low", "critical_high", "effective_at", "report__display",
    "order__ordered_by__given_names", "order__ordered_by__family_name", "places",
)  # fmt: skip


def results_of(patient: Patient):
    """The patient's results as values, each with the decimals of its test in the catalogue."""
    test = LabTest.objects.filter(code=OuterRef("code"), code_system=OuterRef("code_system"))
    rows = LabResult.objects.filter(patient=patient).annotate(places=Subquery(test.values("places")[:1]))
    return rows.values(*FIELDS)


class Result:
    """One result, read-only: what is written in a cell or on a line of the table."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.status = row["status"]
        self.taken_at = row["effective_at"]
        self.unit = unit_words(row["unit"])
        number = row["number"]
        self.number = None if number is None else shown_number(number, row["places"])

    @property
    def is_wrong(self) -> bool:
        return self.status == ResultStatus.ENTERED_IN_ERROR

    @property
    def is_cancelled(self) -> bool:
        return self.status == ResultStatus.CANCELLED

    @property
    def stands(self) -> bool:
        """Whether its value may be read as the patient's: neither a mistake nor cancelled."""
        return not self.is_wrong and not self.is_cancelled

    @property
    def value(self) -> str:
        """The number with its comparator, or the text; nothing where there is no value yet."""
        if self.number is not None:
            comparator = self.row["comparator"]
            return f"{PRINTED.get(comparator, comparator)}{self.number:f}".replace("-", "−")
        return self.row["value_text"]

    @property
    def is_text(self) -> bool:
        return self.number is None

    @property
    def flag(self) -> str:
        return self.row["flag"] if self.stands else ""

    @property
    def severity(self) -> str:
        return severity_of(self.flag)

    @property
    def mark(self) -> str:
        return MARKS.get(self.status, "")

    @property
    def mark_words(self) -> str:
        """What is told of its status, unless it is simply final."""
        if self.is_wrong:
            return gettext("entered in error")
        return gettext("cancelled") if self.is_cancelled else mark_words(self.mark)

    @property
    def limits(self) -> Limits:
        """The range that was used for it."""
        row = self.row
        return limits_used(row["range_low"], row["range_high"], row["critical_low"], row["critical_high"])

    @property
    def reference(self) -> str:
        """The normal range in words, with its unit only where that is not the result's."""
        words, unit = range_words(self.limits), unit_words(self.row["range_unit"])
        return f"{words} {unit}" if words and unit and unit != self.unit else words

    @property
    def ordered_by(self) -> str:
        names = (self.row[f"order__ordered_by__{part}"] for part in ("given_names", "family_name"))
        return " ".join(name for name in names if name)
