"""What is found out about somebody: problems, allergies, habits, pregnancies, vaccines, scores."""

from datetime import date

from features.interchange.made.chart import Chart
from features.interchange.made.conditions import LASTING, PASSING, PNEUMONIA, SNOMED
from features.interchange.made.courses import CHECK_UP, WELL_CHILD
from features.interchange.made.lab_tests import LOINC
from features.interchange.made.moments import DAY, YEAR, day_text, moment_text
from features.interchange.made.rows import NULL
from features.interchange.made.vaccines import BY_MONTH, CVX, INFLUENZA, PNEUMOCOCCAL, TETANUS, ZOSTER

REACTIONS = (
    ("247472004", "Hives", "mild"),
    ("271807003", "Eruption of skin", "moderate"),
    ("418363000", "Itching of skin", "mild"),
    ("39579001", "Anaphylaxis", "severe"),
)
SMOKING = {
    "never": ("266919005", "Never smoker"),
    "former": ("8517006", "Ex-smoker"),
    "daily": ("449868002", "Smokes tobacco daily"),
}
FREE_OF_DISEASE = 0.85
"""The share of diabetics' eyes without retinopathy."""


def add_condition(chart: Chart, key: str, at: int, visit: int) -> None:
    """A lasting problem, active as long as somebody lives."""
    condition = LASTING[key]
    onset = day_text(chart.health.onsets[key])
    chart.rows.add(
        "problems_problem",
        f"{SNOMED}\t{condition.snomed}\t{condition.display}\t{visit}\tproblem-list-item\tactive\tconfirmed\t"
        f"{condition.icd10}\t{onset}\tday\t{NULL}\tday\t{moment_text(at)}",
    )


def add_illness(chart: Chart, key: str, at: int, visit: int) -> None:
    """A passing problem: resolved when its days are over, unless somebody died of something before."""
    illness = PASSING.get(key, PNEUMONIA)
    onset = max(at // DAY - 2, chart.person.born or 0)
    over = onset + illness.days
    last = chart.person.died or chart.plan.minute // DAY
    status, abated = ("resolved", day_text(over)) if over < last else ("active", NULL)
    chart.rows.add(
        "problems_problem",
        f"{SNOMED}\t{illness.snomed}\t{illness.display}\t{visit}\tencounter-diagnosis\t{status}\tconfirmed\t"
        f"{illness.icd10}\t{day_text(onset)}\tday\t{abated}\tday\t{moment_text(at)}",
    )


def add_background(chart: Chart, at: int, visit: int) -> None:
    """What is asked at the first visit: allergies, smoking."""
    health, when = chart.health, moment_text(at)
    for code, display, category in health.allergies:
        reaction, manifestation, severity = chart.chance.choice(REACTIONS)
        criticality = "high" if severity == "severe" else "low"
        allergy = chart.rows.add(
            "problems_allergy",
            f"{SNOMED}\t{code}\t{display}\tallergy\t{category}\tactive\tconfirmed\t{criticality}\tday\t{when}\t",
        )
        chart.rows.add(
            "problems_allergyreaction", f"{SNOMED}\t{reaction}\t{manifestation}\t{allergy}\t{severity}"
        )
    if health.asked and not health.allergies:
        chart.rows.add("problems_noknownallergies", when)
    if health.smoking and chart.person.age(at // DAY) >= 16:
        code, display = SMOKING[health.smoking]
        chart.rows.add(
            "vitals_measurement",
            f"{LOINC}\t72166-2\tTobacco smoking status\t{visit}\tsocial-history\tfinal\t{when}\t{NULL}\t\t{SNOMED}\t"
            f"{code}\t{display}\t[]",
        )


def add_pregnancy(chart: Chart) -> None:
    """A pregnancy within the record: lasting, or ended with a birth."""
    start = chart.health.last_period
    if start is None:
        return
    today = chart.plan.minute // DAY
    end = start + 266 + chart.chance.randrange(20)
    due, told = start + 280, moment_text(min((start + 55) * DAY + 600, chart.plan.minute))
    ended = end < today
    outcome = f"ended\t{day_text(start)}\t{day_text(due)}\t{day_text(end)}\tlive birth"
    lasting = f"pregnant\t{day_text(start)}\t{day_text(due)}\t{NULL}\t"
    chart.rows.add("problems_pregnancy", f"{outcome if ended else lasting}\t{told}")


def add_vaccines(chart: Chart, at: int, visit: int, purpose: str) -> None:
    """Those due at a child's visit; influenza in autumn, and now and then another, at an adult's check-up."""
    day = at // DAY
    if purpose == WELL_CHILD and chart.person.born is not None:
        months = int((day - chart.person.born) / YEAR * 12)
        before, chart.vaccinated_to = chart.vaccinated_to, months
        for due, code, display, dose in BY_MONTH:
            if before < due <= months and due >= months - 3:
                _add_vaccine(chart, code, display, dose, at, visit)
    elif purpose == CHECK_UP:
        age, chance = chart.person.age(day), chart.chance.random()
        if date.fromordinal(day).month >= 9:
            if chance < (0.65 if age >= 65 else 0.25):
                _add_vaccine(chart, *INFLUENZA, "", at, visit)
        elif chance < 0.06:
            code, display = TETANUS if age < 50 else ZOSTER if age < 65 else PNEUMOCOCCAL
            _add_vaccine(chart, code, display, "", at, visit)


def _add_vaccine(chart: Chart, code: str, display: str, dose: str, at: int, visit: int) -> None:
    lot = f"L{chart.chance.randrange(10**5):05d}"
    chart.rows.add(
        "problems_immunization",
        f"{CVX}\t{code}\t{display}\t{visit}\t{chart.seen_by()}\tcompleted\t\t{moment_text(at)}\t{lot}\t{dose}\tt",
    )


def add_depression_score(chart: Chart, at: int, visit: int) -> None:
    """PHQ-9: high when depression is found, lower with treatment."""
    since = at // DAY - chart.health.onsets["depression"]
    score = max(0, min(27, round(7 + 11 * max(0.0, 1 - since / 300) + 3 * chart.chance.gauss(0, 1))))
    chart.rows.add(
        "vitals_measurement",
        f"{LOINC}\t44261-6\tPHQ-9 total score\t{visit}\tsurvey\tfinal\t{moment_text(at)}\t{score}\t{{score}}\t\t\t\t[]",
    )


def add_eye_check(chart: Chart, at: int, visit: int) -> None:
    """The yearly look at a diabetic's retina."""
    well = chart.chance.random() < FREE_OF_DISEASE
    words = "No apparent retinopathy" if well else "Mild non-proliferative retinopathy"
    chart.rows.add(
        "vitals_measurement",
        f"{LOINC}\t71490-7\tDiabetic retinopathy severity level of the left eye\t{visit}\texam\tfinal\t"
        f"{moment_text(at)}\t{NULL}\t\t\t\t{words}\t[]",
    )
