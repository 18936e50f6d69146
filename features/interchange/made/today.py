"""What happens at the clinic today, and what is planned: arrivals, critical values, drafts, appointments."""

from features.interchange.made import laboratory, stays, visiting, writing
from features.interchange.made.chart import Chart
from features.interchange.made.courses import CHECK_UP, FOLLOW_UP, ILLNESS, PRENATAL, WELL_CHILD
from features.interchange.made.moments import DAY
from features.interchange.made.signs import HIGH_PRESSURE, LOW_SATURATION, Illness, add_signs

A_DAY = 400
"""A clinic sees no more patients than about so many on one day."""
SHARE = 0.07
"""Of a small clinic's patients, those who come today."""
APPOINTMENTS = 0.1
"""The share of patients with an appointment in the next two months."""
WAITING = {64: 3, 73: 8, 82: 14, 91: 30, 185: 6}
"""By number, patients who came so many minutes ago: the waiting room of a demo clinic is never empty."""
PANEL_OF = {"high potassium": "metabolic", "bleeding risk": "clotting", "low haemoglobin": "blood_count"}
REASON_OF = {
    "high potassium": "kidney_disease",
    "bleeding risk": "atrial_fibrillation",
    "low haemoglobin": "anaemia",
    HIGH_PRESSURE: "asthma",
}
MINUTES_AGO = {"high potassium": 95, "bleeding risk": 130, "low haemoglobin": 70, HIGH_PRESSURE: 25}
"""How long ago they came: all of them have been examined, and blood that was taken is back."""


def add_today(chart: Chart) -> None:
    """Today's visit, if there is one, and perhaps an appointment later."""
    person, chance, plan = chart.person, chart.chance, chart.plan
    if person.status != "active":
        return
    if person.today == LOW_SATURATION:
        stays.add_stay(chart, plan.minute - 2 * DAY + 30, 5, goes_on=True, special=LOW_SATURATION)
    elif person.today in PANEL_OF or person.today == HIGH_PRESSURE:
        _add_critical(chart)
    elif person.index in WAITING:
        _add_arrival(chart, plan.minute - WAITING[person.index])
    elif not person.is_notable and chance.random() < min(SHARE, A_DAY / plan.patients):
        _add_arrival(chart, plan.minute + 5 * chance.randrange(-36, 48))
    if chance.random() < APPOINTMENTS and not person.is_notable:
        at = plan.midnight + DAY * (1 + chance.randrange(60)) + 8 * 60 + 10 * chance.randrange(54)
        chart.visit(at, _purpose(chart), status="planned", ends_at=None)


def _purpose(chart: Chart) -> str:
    day = chart.plan.on.toordinal()
    if chart.health.is_pregnant(day):
        return PRENATAL
    if chart.person.age(day) < 18:
        return WELL_CHILD
    return FOLLOW_UP if chart.health.onsets else CHECK_UP


def _add_arrival(chart: Chart, at: int) -> None:
    """A visit of today, as far as it has come by now."""
    chance, plan = chart.chance, chart.plan
    at = max(plan.midnight, min(at, plan.midnight + DAY - 30))
    why = chance.choice(sorted(chart.health.onsets)) if chart.health.onsets else ""
    purpose = _purpose(chart)
    if purpose == FOLLOW_UP and not chart.health.has(why, at // DAY):
        purpose, why = CHECK_UP, ""
    waited = plan.minute - at
    if waited < 0:
        status = "cancelled" if chance.random() < 0.06 else "planned"
    elif waited < 20:
        status = "arrived"
    elif waited < 40:
        status = "triaged"
    else:
        status = "in-progress" if waited < 75 else "finished"
    why = why if purpose == FOLLOW_UP else ""
    over = at + 60 if status == "finished" else None
    visit = chart.visit(at, purpose, why, status=status, ends_at=over)
    if status in ("triaged", "in-progress", "finished"):
        visiting.examine(chart, at + 5, visit, purpose, why)
    if status in ("in-progress", "finished") and chance.random() < 0.6:
        laboratory.add_panel(chart, "blood_count", at + 25, visit)
    if status == "finished":
        writing.add_note(chart, at + 60, visit, purpose, why)


def _add_critical(chart: Chart) -> None:
    """A patient of Dan's whom somebody must see at once: a critical value, and a note that is still a draft."""
    person, plan = chart.person, chart.plan
    at = plan.minute - MINUTES_AGO[person.today]
    why = REASON_OF[person.today]
    visit = chart.visit(at, FOLLOW_UP if person.today in PANEL_OF else ILLNESS, why, status="in-progress")
    if chart.is_new:
        visiting.examine(chart, at, visit, FOLLOW_UP, why, measured=False)
    ill = Illness(special=person.today if person.today == HIGH_PRESSURE else "")
    add_signs(
        chart.rows,
        person,
        chart.health,
        at=at + 10,
        visit=visit,
        by=chart.seen_by(),
        chance=chart.chance,
        ill=ill,
    )
    if person.today in PANEL_OF:
        laboratory.add_panel(chart, PANEL_OF[person.today], at + 15, visit, special=person.today)
    writing.add_note(chart, at + 20, visit, FOLLOW_UP, why, draft=True, by=chart.providers[0])
