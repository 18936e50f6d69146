"""A visit that is over: what was measured, found, ordered and given at it."""

from features.interchange.made import findings, laboratory, orders, stays, writing
from features.interchange.made.chart import Chart
from features.interchange.made.conditions import LASTING, PASSING
from features.interchange.made.courses import CHECK_UP, FOLLOW_UP, ILLNESS, PRENATAL, STAY, WELL_CHILD, Coming
from features.interchange.made.moments import DAY
from features.interchange.made.signs import WELL, Illness, add_signs

FOLLOWED_BY_BLOOD = 0.39
"""The share of follow-ups at which blood is taken."""
VIRTUAL = 0.07
"""The share of follow-ups by video, at which nothing is measured."""


def come(chart: Chart, coming: Coming) -> None:
    """A visit that is over, with everything that came of it."""
    if coming.purpose == STAY:
        visit = stays.add_stay(chart, coming.at, coming.days)
        _write_down(chart, coming, visit)
        _take_blood(chart, coming, visit)
        return
    virtual = coming.purpose == FOLLOW_UP and not coming.found and chart.chance.random() < VIRTUAL
    minutes = 10 + 5 * chart.chance.randrange(7)
    visit = chart.visit(
        coming.at,
        coming.purpose,
        coming.why,
        visit_class="VR" if virtual else "AMB",
        ends_at=coming.at + minutes,
    )
    examine(chart, coming.at, visit, coming.purpose, coming.why, measured=not virtual)
    _write_down(chart, coming, visit)
    if coming.purpose == ILLNESS:
        findings.add_illness(chart, coming.why, coming.at, visit)
        orders.add_drug_of_illness(chart, coming.why, coming.at, visit)
    _take_blood(chart, coming, visit)
    if chart.chance.random() < writing.SHARE:
        writing.add_note(chart, coming.at + minutes, visit, coming.purpose, coming.why)


def _write_down(chart: Chart, coming: Coming, visit: int) -> None:
    """The conditions that were found, or told, at a visit, and what is given for them."""
    for key in coming.found:
        findings.add_condition(chart, key, coming.at, visit)
        orders.add_drugs_of(chart, key, coming.at, visit)


def examine(chart: Chart, at: int, visit: int, purpose: str, why: str, *, measured: bool = True) -> None:
    """Vital signs, and at the first visit what the clinic asks everybody."""
    if chart.is_new:
        findings.add_background(chart, at, visit)
        chart.is_new = False
    if measured:
        fever = PASSING[why].fever * (0.6 + 0.8 * chart.chance.random()) if why in PASSING else 0.0
        ill = Illness(0.12, fever) if fever else WELL
        complete = purpose in (CHECK_UP, WELL_CHILD, PRENATAL) or chart.chance.random() < 0.5
        add_signs(
            chart.rows, chart.person, chart.health, at=at + 5, visit=visit, by=chart.seen_by(), chance=chart.chance,
            ill=ill, measured=complete,
        )  # fmt: skip
    findings.add_vaccines(chart, at, visit, purpose)
    if why == "depression":
        findings.add_depression_score(chart, at, visit)
    if why == "type_2_diabetes" and chart.chance.random() < 0.35:
        findings.add_eye_check(chart, at, visit)


def _take_blood(chart: Chart, coming: Coming, visit: int) -> None:
    """The panels that the reason for the visit asks for."""
    panels: tuple[str, ...] = ()
    if coming.found:
        panels = tuple(dict.fromkeys(panel for key in coming.found for panel in LASTING[key].panels))
    elif coming.purpose == FOLLOW_UP and chart.chance.random() < FOLLOWED_BY_BLOOD:
        panels = LASTING[coming.why].panels
    elif coming.purpose == CHECK_UP:
        age = chart.person.age(coming.at // DAY)
        if chart.chance.random() < (0.2 if age < 40 else 0.38):
            panels = ("metabolic", "lipids") if chart.chance.random() < 0.5 else ("blood_count",)
    elif coming.purpose == PRENATAL and chart.chance.random() < 0.3:
        panels = ("blood_count",)
    for panel in panels:
        if panel != "clotting" or orders.takes_warfarin(chart.health):
            laboratory.add_panel(chart, panel, coming.at + 10, visit)
