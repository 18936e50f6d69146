"""Lasting and passing conditions: their codes, how many people have them at which age, and what is done about them.

The shares are rounded to what is usual in industrial countries, remembered and taken from no single publication: they
shape a made clinic and are no epidemiology. Codes are SNOMED CT's and ICD-10-CM's, not checked against a release.
"""

from dataclasses import dataclass

SNOMED = "http://snomed.info/sct"


@dataclass(frozen=True, slots=True)
class Condition:
    """`shares`: from an age on, the share of people who have it; `visits`: a year because of it."""

    snomed: str
    icd10: str
    display: str
    shares: tuple[tuple[int, float], ...]
    visits: float
    drugs: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    with_others: tuple[tuple[str, float], ...] = ()
    """How many times likelier it is with another condition that stands before it in the table."""
    women: float = 1.0
    """How many times likelier it is for women."""


def _shares(text: str) -> tuple[tuple[int, float], ...]:
    """`18 0.02 45 0.1`: from 18 years on two of a hundred, from 45 on ten."""
    numbers = text.split()
    return tuple((int(age), float(share)) for age, share in zip(numbers[::2], numbers[1::2], strict=True))


LASTING = {
    "hyperlipidemia": Condition(
        "55822004",
        "E78.5",
        "Hyperlipidemia",
        _shares("18 .02 40 .14 55 .26 70 .32"),
        0.3,
        ("atorvastatin",),
        ("lipids",),
    ),
    "hypertension": Condition(
        "59621000",
        "I10",
        "Essential hypertension",
        _shares("18 .03 35 .09 45 .2 55 .33 65 .46 75 .55"),
        0.9,
        ("lisinopril", "amlodipine"),
        ("kidney",),
        (("hyperlipidemia", 1.4),),
    ),
    "type_2_diabetes": Condition(
        "44054006",
        "E11.9",
        "Diabetes mellitus type 2",
        _shares("18 .005 35 .03 45 .07 55 .12 65 .17 80 .14"),
        1.6,
        ("metformin",),
        ("diabetes", "kidney"),
        (("hypertension", 1.5), ("hyperlipidemia", 1.3)),
    ),
    "kidney_disease": Condition(
        "433144002",
        "N18.30",
        "Chronic kidney disease stage 3",
        _shares("40 .01 60 .05 70 .11 80 .2"),
        1.2,
        (),
        ("kidney", "blood_count"),
        (("type_2_diabetes", 1.8), ("hypertension", 1.5)),
    ),
    "heart_failure": Condition(
        "84114007",
        "I50.9",
        "Heart failure",
        _shares("45 .004 60 .02 70 .05 80 .11"),
        2.6,
        ("furosemide", "metoprolol"),
        ("heart", "kidney"),
        (("hypertension", 1.6), ("kidney_disease", 1.5)),
    ),
    "atrial_fibrillation": Condition(
        "49436004",
        "I48.91",
        "Atrial fibrillation",
        _shares("45 .004 60 .025 70 .06 80 .13"),
        1.4,
        ("warfarin|apixaban", "metoprolol"),
        ("clotting",),
        (("heart_failure", 2.2), ("hypertension", 1.3)),
    ),
    "copd": Condition(
        "13645005",
        "J44.9",
        "Chronic obstructive lung disease",
        _shares("40 .015 55 .05 65 .09 75 .11"),
        1.5,
        ("salbutamol", "tiotropium"),
        ("blood_count",),
        (),
        0.9,
    ),
    "asthma": Condition(
        "195967001",
        "J45.909",
        "Asthma",
        _shares("4 .07 18 .06 60 .05"),
        0.7,
        ("salbutamol", "fluticasone"),
        (),
        (),
        1.2,
    ),
    "hypothyroidism": Condition(
        "40930008",
        "E03.9",
        "Hypothyroidism",
        _shares("18 .015 40 .04 60 .07"),
        0.6,
        ("levothyroxine",),
        ("thyroid",),
        (),
        1.7,
    ),
    "depression": Condition(
        "35489007",
        "F32.A",
        "Depressive disorder",
        _shares("15 .06 25 .09 65 .06"),
        1.6,
        ("sertraline",),
        (),
        (),
        1.4,
    ),
    "anaemia": Condition(
        "87522002",
        "D50.9",
        "Iron deficiency anemia",
        _shares("15 .03 50 .025 75 .07"),
        0.8,
        ("ferrous_sulfate",),
        ("iron",),
        (("kidney_disease", 2.0),),
        1.6,
    ),
    "osteoarthritis": Condition(
        "396275006",
        "M19.90",
        "Osteoarthritis",
        _shares("45 .08 60 .2 75 .32"),
        0.5,
        ("paracetamol",),
        (),
        (),
        1.2,
    ),
    "reflux": Condition(
        "235595009",
        "K21.9",
        "Gastroesophageal reflux disease",
        _shares("25 .06 50 .11"),
        0.3,
        ("omeprazole",),
    ),
    "hay_fever": Condition(
        "61582004", "J30.9", "Allergic rhinitis", _shares("6 .09 50 .06"), 0.2, ("cetirizine",)
    ),
}
"""By key, each before those that it makes likelier."""


@dataclass(frozen=True, slots=True)
class Illness:
    """Something that passes: how long, whether there is a fever, and the drug given for so many days."""

    snomed: str
    icd10: str
    display: str
    days: int
    fever: float = 0.0
    drug: str = ""
    drug_days: int = 0


PASSING = {
    "cold": Illness("54150009", "J06.9", "Upper respiratory infection", 9, 0.5),
    "bronchitis": Illness("10509002", "J20.9", "Acute bronchitis", 16, 0.6),
    "otitis": Illness("65363002", "H66.90", "Otitis media", 9, 1.2, "amoxicillin", 7),
    "bladder_infection": Illness("68566005", "N39.0", "Urinary tract infection", 8, 0.4, "amoxicillin", 5),
    "back_pain": Illness("279039007", "M54.50", "Low back pain", 30, 0.0, "ibuprofen", 10),
    "sprain": Illness("44465007", "S93.409A", "Sprain of ankle", 28, 0.0, "ibuprofen", 5),
    "stomach_flu": Illness("25374005", "A09", "Gastroenteritis", 5, 0.8),
}
OF_CHILDREN = ("cold", "cold", "otitis", "stomach_flu", "bronchitis")
OF_ADULTS = ("cold", "cold", "bronchitis", "back_pain", "sprain", "stomach_flu")
PNEUMONIA_KEY = "pneumonia"
PNEUMONIA = Illness("233604007", "J18.9", "Pneumonia", 24, 2.2, "amoxicillin_clavulanate", 7)


def share_at(condition: Condition, age: int) -> float:
    """The share of people of an age who have a condition."""
    share = 0.0
    for from_age, value in condition.shares:
        if age >= from_age:
            share = value
    return share
