"""Values of laboratory tests that fit a person's conditions, sex, age and present illness."""

from random import Random

from features.interchange.made.health import Health
from features.interchange.made.lab_tests import TESTS
from features.interchange.made.moments import DAY, YEAR
from features.interchange.made.people import Person

USUAL = {
    "2951-2": (140.0, 1.8, 122, 152),
    "2823-3": (4.2, 0.28, 2.9, 6.1),
    "2028-9": (25.5, 1.6, 16, 36),
    "3094-0": (13.5, 3.0, 4, 110),
    "2345-7": (90.0, 7.0, 56, 420),
    "17861-6": (9.4, 0.3, 7.2, 11.8),
    "718-7": (14.9, 0.8, 7.2, 18.5),
    "6690-2": (6.9, 1.4, 2.6, 32),
    "777-3": (255.0, 45.0, 70, 700),
    "787-2": (90.0, 3.5, 62, 112),
    "4548-4": (5.3, 0.18, 4.2, 5.6),
    "14959-1": (9.0, 5.0, 2, 900),
    "2093-3": (186.0, 24.0, 95, 380),
    "2085-9": (54.0, 10.0, 22, 105),
    "13457-7": (108.0, 22.0, 30, 280),
    "2571-8": (112.0, 34.0, 35, 640),
    "3016-3": (1.9, 0.6, 0.1, 40),
    "3024-7": (1.2, 0.15, 0.3, 3.2),
    "30934-4": (42.0, 20.0, 5, 4200),
    "6301-6": (1.0, 0.05, 0.8, 4.9),
    "2276-4": (95.0, 40.0, 4, 600),
    "1988-5": (2.2, 1.2, 0.3, 340),
}
"""By LOINC code: what is usual in health, how far it spreads, and what a value never leaves unless something special
happens; none of these limits is critical by itself."""
CRITICAL = {
    "high potassium": ("2823-3", "6.5"),
    "bleeding risk": ("6301-6", "5.6"),
    "low haemoglobin": ("718-7", "6.8"),
}
"""What today brings, and the value that somebody must be told at once."""
RARELY_CRITICAL = 0.004
"""The share of potassium values in kidney disease and heart failure that are critically high."""


def value_of(
    code: str, person: Person, health: Health, at: int, chance: Random, grade: float = 0.0, special: str = ""
) -> str:
    """A value in the unit of its test, with as many decimals as are shown."""
    if special in CRITICAL and CRITICAL[special][0] == code:
        return CRITICAL[special][1]
    day = at // DAY
    places = TESTS[code].places
    if code == "2160-0":
        return f"{_creatinine(person, health, day, chance):.{places}f}"
    mean, spread, lowest, highest = USUAL[code]
    number = mean + _shift(code, person, health, day, chance, grade) + spread * chance.gauss(0, 1)
    keeps_potassium = health.has("kidney_disease", day) or health.has("heart_failure", day)
    if code == "2823-3" and keeps_potassium and chance.random() < RARELY_CRITICAL:
        return f"{6.2 + chance.random() * 0.6:.1f}"
    if code == "4548-4" and health.has("type_2_diabetes", day):
        lowest, highest = 6.5, 14.0
    return f"{max(lowest, min(number, highest)):.{places}f}"


def filtration(creatinine: str, age: int, sex: str) -> str:
    """The estimated glomerular filtration rate by CKD-EPI 2021 in mL/min/1.73 m², from creatinine in mg/dL."""
    kappa, alpha = (0.7, -0.241) if sex == "female" else (0.9, -0.302)
    share = max(float(creatinine), 0.1) / kappa
    rate = 142 * min(share, 1) ** alpha * max(share, 1) ** -1.2 * 0.9938**age
    return f"{min(rate * (1.012 if sex == 'female' else 1), 150):.0f}"


def _creatinine(person: Person, health: Health, day: int, chance: Random) -> float:
    age = person.age(day)
    usual = (0.72 if person.sex == "female" else 0.9) + 0.07 * chance.gauss(0, 1)
    if age < 18:
        usual = 0.25 + age * 0.03
    if health.has("kidney_disease", day):
        years = (day - health.onsets["kidney_disease"]) / YEAR
        usual += 0.55 + 0.3 * health.severity + 0.03 * years
    if health.is_pregnant(day):
        usual -= 0.15
    return max(0.2, usual)


def _shift(code: str, person: Person, health: Health, day: int, chance: Random, grade: float) -> float:
    """How far conditions, sex and the present illness move the mean of a test."""
    has = health.has
    match code:
        case "2823-3":
            return 0.45 * has("kidney_disease", day) - 0.1 * has("heart_failure", day)
        case "3094-0":
            return 13 * has("kidney_disease", day) + 8 * grade
        case "2028-9":
            return 3 * has("copd", day) - 2 * has("kidney_disease", day)
        case "2345-7":
            return _diabetes(health, day) * 22 + 12 * grade
        case "4548-4":
            return _diabetes(health, day) + 0.0
        case "14959-1":
            return 45 * health.severity * has("type_2_diabetes", day) + 80 * has("kidney_disease", day)
        case "718-7":
            less = (
                1.2 * (person.sex == "female") + 2.2 * has("anaemia", day) + 1.3 * has("kidney_disease", day)
            )
            less += 1.4 * health.is_pregnant(day) + (2.2 if person.age(day) < 12 else 0)
            return -less
        case "787-2":
            return -13.0 * has("anaemia", day)
        case "2276-4":
            return -82.0 * has("anaemia", day) + 55 * (person.sex == "male")
        case "6690-2":
            return 9 * grade
        case "1988-5":
            return 170 * grade + 20 * grade * chance.random()
        case "2093-3" | "13457-7":
            return 48 * has("hyperlipidemia", day) * _untreated(health, "hyperlipidemia", day)
        case "2571-8":
            return 50 * has("hyperlipidemia", day) + 35 * has("type_2_diabetes", day)
        case "2085-9":
            return 4 * (person.sex == "female") - 6 * has("type_2_diabetes", day)
        case "3016-3":
            return 7 * has("hypothyroidism", day) * _untreated(health, "hypothyroidism", day)
        case "3024-7":
            return -0.4 * has("hypothyroidism", day) * _untreated(health, "hypothyroidism", day)
        case "30934-4":
            return (420 * health.severity + 260 * grade) * has("heart_failure", day)
        case "6301-6":
            return (1.5 + 0.5 * chance.gauss(0, 1)) * has("atrial_fibrillation", day)
    return 0.0


def _diabetes(health: Health, day: int) -> float:
    """How far sugar stands above what is usual: most when it is found, less with treatment."""
    if not health.has("type_2_diabetes", day):
        return 0.0
    return 1.3 + 0.8 * health.severity + 1.6 * _untreated(health, "type_2_diabetes", day)


def _untreated(health: Health, condition: str, day: int) -> float:
    """1 when a condition is found, 0.1 from a year later on."""
    if not health.has(condition, day):
        return 0.0
    return max(0.1, 1 - (day - health.onsets[condition]) / 365)
