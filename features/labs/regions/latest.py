"""What the regions of laboratory results show: the last of each test, critical and abnormal ones first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.access.models import User
from features.foundation.clinical.interpretation import NO_LIMITS, Limits, range_words
from features.foundation.clinical.units import shown as rounded
from features.foundation.records.prepared import ask
from features.foundation.ui.charts import spark
from features.foundation.ui.severity import rank_of, severity_of
from features.foundation.ui.units import unit_words
from features.labs.rules import ResultStatus, is_plain_code
from features.patients.models import Patient
from features.patients.regions import ChartRegion

LATEST_RESULTS = """
    WITH RECURSIVE tests AS (
        (SELECT code FROM labs_labresult WHERE patient_id = %s ORDER BY code LIMIT 1)
        UNION ALL
        SELECT (SELECT r.code FROM labs_labresult r
                 WHERE r.patient_id = %s AND r.code > tests.code ORDER BY r.code LIMIT 1)
          FROM tests WHERE tests.code IS NOT NULL
    )
    SELECT last.code_system, last.code, last.display, last.status, last.comparator, last.number, last.unit,
           last.value_text, last.flag, last.range_low, last.range_high, last.critical_low, last.critical_high,
           last.effective_at, test.places
      FROM tests
     CROSS JOIN LATERAL (
        SELECT * FROM labs_labresult r
         WHERE r.patient_id = %s AND r.code = tests.code AND r.status NOT IN ('entered-in-error', 'cancelled')
         ORDER BY r.effective_at DESC, r.id DESC LIMIT 6
      ) last
      LEFT JOIN labs_labtest test ON test.code = last.code AND test.code_system = last.code_system
     WHERE tests.code IS NOT NULL
"""
"""One look into the index for each test, however many results it has: the cost follows the tests, not the chart."""

MOST_SHOWN = 14
DECIMALS = 2
"""Shown of a number whose test is not in the catalogue; as many as were sent, if fewer."""

MARKS = {
    ResultStatus.PRELIMINARY: "preliminary",
    ResultStatus.REGISTERED: "registered",
    ResultStatus.CORRECTED: "corrected",
    ResultStatus.AMENDED: "corrected",
    ResultStatus.UNKNOWN: "unknown",
}


class Row(NamedTuple):
    """A result as it is read."""

    code_system: str
    code: str
    display: str
    status: str
    comparator: str
    number: Decimal | None
    unit: str
    value_text: str
    flag: str
    range_low: Decimal | None
    range_high: Decimal | None
    critical_low: Decimal | None
    critical_high: Decimal | None
    effective_at: datetime
    places: int | None

    @property
    def limits(self) -> Limits:
        return limits_used(self.range_low, self.range_high, self.critical_low, self.critical_high)

    @property
    def shown(self) -> Decimal | None:
        """The number as it is shown; None where the result is none."""
        return None if self.number is None else shown_number(self.number, self.places)


def limits_used(
    low: Decimal | None, high: Decimal | None, critical_low: Decimal | None, critical_high: Decimal | None
) -> Limits:
    """The range that was used for a result; none where another system sent one that makes no sense."""
    try:
        return Limits.as_printed(low, high, critical_low, critical_high)
    except ValueError:
        return NO_LIMITS


def shown_number(number: Decimal, places: int | None) -> Decimal:
    """With the decimals of the test in the catalogue; else as it was sent, but with two decimals at most."""
    if places is not None:
        return rounded(number, places)
    sent = -int(number.as_tuple().exponent)
    return rounded(number, min(max(sent, 0), DECIMALS))


@dataclass(frozen=True, slots=True)
class ShownResult:
    """A test with its last value, the one before, and its course."""

    code: str
    test: str
    whole_name: str
    value: Decimal | None
    comparator: str
    text: str
    unit: str
    flag: str
    mark: str
    reference: str
    previous: Decimal | None
    course: Any
    taken_at: datetime
    trend_url: str


def test_words(display: str) -> str:
    """A test's name without the property that LOINC puts in brackets; the specimen stays: blood is not urine."""
    return re.sub(r"\s*\[[^\]]*\]", "", display) or display


def trend_url(patient: Patient, code: str) -> str:
    """The address of a test's trend; nothing for a test whose code cannot stand in an address."""
    return reverse("labs:trend", args=[patient.public_id, code]) if is_plain_code(code) else ""


def mark_words(mark: str) -> str:
    return {
        "preliminary": gettext("preliminary"),
        "registered": gettext("registered"),
        "corrected": gettext("corrected"),
        "unknown": gettext("status unknown"),
    }.get(mark, "")


def latest_results(patient: Patient) -> list[list[Row]]:
    """Of each test the last results, newest first."""
    rows = [Row(*row) for row in ask(LATEST_RESULTS, [patient.pk] * 3)]
    kind = lambda row: (row.code, row.code_system, row.display if not row.code else "")  # noqa: E731
    return [list(results) for _test, results in groupby(sorted(rows, key=kind), key=kind)]


def show_latest(patient: Patient, user: User) -> dict[str, Any]:
    """The last of each test: critical first, then abnormal, then the newest."""
    tests = [sorted(rows, key=lambda row: row.effective_at, reverse=True) for rows in latest_results(patient)]
    tests.sort(key=lambda rows: (rank_of(rows[0].flag), -rows[0].effective_at.timestamp()))
    return {
        "results": [_shown(patient, rows) for rows in tests[:MOST_SHOWN]],
        "tests": len(tests),
        "has_more": len(tests) > MOST_SHOWN,
    }


def _shown(patient: Patient, rows: Sequence[Row]) -> ShownResult:
    last = rows[0]
    alike = [row for row in rows if row.shown is not None and row.unit == last.unit]
    previous = next((row for row in alike if row is not last), None)
    values = [row.shown for row in reversed(alike) if row.shown is not None]
    return ShownResult(
        code=last.code,
        test=test_words(last.display),
        whole_name=last.display,
        value=last.shown,
        comparator=last.comparator,
        text=last.value_text,
        unit=unit_words(last.unit),
        flag=last.flag,
        mark=MARKS.get(last.status, ""),  # type: ignore[call-overload]
        reference=range_words(last.limits),
        previous=previous.shown if previous else None,
        course=spark(values, last.limits, severity_of(last.flag), width=72, height=24)
        if last.shown is not None
        else "",
        taken_at=last.effective_at,
        trend_url=trend_url(patient, last.code),
    )


LATEST = ChartRegion("labs:latest", "lab_results.read", "labs", ("labs",), show_latest)
