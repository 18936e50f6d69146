"""Laboratory orders, reports and results of a chart."""

from features.interchange.made.chart import Chart
from features.interchange.made.lab_tests import LOINC, PANELS, TESTS, Range, flag_of, limits_of, range_for
from features.interchange.made.lab_values import filtration, value_of
from features.interchange.made.moments import DAY, YEAR, moment_text
from features.interchange.made.rows import NULL

HOURS_TO_RESULT = 5


def add_order(
    chart: Chart, panel: str, at: int, visit: int, *, status: str = "completed", priority: str = "routine"
) -> int:
    """An order for a panel; returns its key."""
    made = PANELS[panel]
    return chart.rows.add(
        "labs_laborder",
        f"{LOINC}\t{made.code}\t{made.display}\t{visit}\t{chart.seen_by()}\t{moment_text(at)}\t{status}\t{priority}\t",
    )


def add_panel(
    chart: Chart, panel: str, at: int, visit: int, *, grade: float = 0.0, special: str = ""
) -> None:
    """A panel that was ordered, taken and reported; what is not back yet stays an order."""
    issued = at + 60 * HOURS_TO_RESULT + chart.chance.randrange(180)
    priority = "routine"
    if special or grade > 0.5:
        issued, priority = at + 25, "urgent"
    if issued > chart.plan.minute:
        add_order(chart, panel, at, visit, status="active", priority=priority)
        return
    order = add_order(chart, panel, at, visit, priority=priority)
    made = PANELS[panel]
    taken, out = moment_text(at), moment_text(issued)
    report = chart.rows.add(
        "labs_labreport",
        f"{LOINC}\t{made.code}\t{made.display}\t{visit}\t{order}\tfinal\tLAB\t{taken}\t{out}\t",
    )
    person, health, day = chart.person, chart.health, at // DAY
    months = 540 if person.born is None else int((day - person.born) / YEAR * 12)
    pregnant = health.is_pregnant(day)
    creatinine = ""
    for code in made.tests:
        if code == "98979-8":
            if months < 216:
                continue
            number = filtration(creatinine, months // 12, person.sex)
        else:
            number = value_of(code, person, health, at, chart.chance, grade, special)
        if code == "2160-0":
            creatinine = number
        _add_result(
            chart,
            code,
            number,
            range_for(code, months, person.sex, pregnant),
            visit,
            order,
            report,
            taken,
            out,
        )


def _add_result(
    chart: Chart,
    code: str,
    number: str,
    span: Range | None,
    visit: int,
    order: int,
    report: int,
    taken: str,
    out: str,
) -> None:
    test = TESTS[code]
    flag = flag_of(span, number)
    chart.rows.add(
        "labs_labresult",
        f"{LOINC}\t{code}\t{test.display}\t{visit}\t{order}\t{report}\tfinal\t{taken}\t{out}\t\t{number}\t{test.unit}\t\t"
        f"\t\t{flag}\t{_range_text(span)}",
    )


_TEXTS: dict[Range | None, str] = {None: f"{NULL}\t{NULL}\t\t{NULL}\t{NULL}"}


def _range_text(span: Range | None) -> str:
    """The columns of the range that was used."""
    text = _TEXTS.get(span)
    if text is None and span is not None:
        limits = limits_of(span)
        unit = TESTS[span.code].unit
        parts = [NULL if limit is None else str(limit) for limit in (limits.low, limits.high)]
        critical = [
            NULL if limit is None else str(limit) for limit in (limits.critical_low, limits.critical_high)
        ]
        text = _TEXTS[span] = "\t".join([*parts, unit, *critical])
    return text or ""
