"""The drugs that the made clinic orders, with the usual dose of an adult.

Codes are RxNorm's, remembered and not checked against a release; tiotropium has that of its ingredient.
"""

from dataclasses import dataclass

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug and how an adult takes it: `dose` in `unit`, so many times a day."""

    code: str
    display: str
    ingredient: str
    form: str
    strength: str
    dose: str
    unit: str
    route: str = "oral"
    times: int = 1
    as_needed: bool = False
    instructions: str = ""


DRUGS = {
    "metformin": Drug(
        "861007",
        "metformin hydrochloride 500 MG Oral Tablet",
        "metformin",
        "tablet",
        "500 mg",
        "500",
        "mg",
        instructions="With meals.",
        times=2,
    ),
    "lisinopril": Drug("314076", "lisinopril 10 MG Oral Tablet", "lisinopril", "tablet", "10 mg", "10", "mg"),
    "amlodipine": Drug("197361", "amlodipine 5 MG Oral Tablet", "amlodipine", "tablet", "5 mg", "5", "mg"),
    "atorvastatin": Drug(
        "617310",
        "atorvastatin 20 MG Oral Tablet",
        "atorvastatin",
        "tablet",
        "20 mg",
        "20",
        "mg",
        instructions="In the evening.",
    ),
    "salbutamol": Drug(
        "2123111",
        "200 ACTUAT albuterol 0.09 MG/ACTUAT Metered Dose Inhaler",
        "albuterol",
        "inhaler",
        "0.09 mg/actuation",
        "2",
        "{actuat}",
        instructions="When short of breath.",
        as_needed=True,
        route="inhaled",
        times=4,
    ),
    "tiotropium": Drug(
        "69120", "tiotropium", "tiotropium", "inhalation powder", "18 ug", "18", "ug", route="inhaled"
    ),
    "fluticasone": Drug(
        "895994",
        "120 ACTUAT fluticasone propionate 0.044 MG/ACTUAT Metered Dose Inhaler",
        "fluticasone",
        "inhaler",
        "0.044 mg/actuation",
        "2",
        "{actuat}",
        instructions="Rinse the mouth afterwards.",
        route="inhaled",
        times=2,
    ),
    "furosemide": Drug(
        "313988",
        "furosemide 40 MG Oral Tablet",
        "furosemide",
        "tablet",
        "40 mg",
        "40",
        "mg",
        instructions="In the morning; weigh daily.",
    ),
    "metoprolol": Drug(
        "866412",
        "24 HR metoprolol succinate 100 MG Extended Release Oral Tablet",
        "metoprolol",
        "tablet",
        "100 mg",
        "100",
        "mg",
    ),
    "warfarin": Drug(
        "855332",
        "warfarin sodium 5 MG Oral Tablet",
        "warfarin",
        "tablet",
        "5 mg",
        "5",
        "mg",
        instructions="As the INR asks.",
    ),
    "apixaban": Drug(
        "1364445", "apixaban 5 MG Oral Tablet", "apixaban", "tablet", "5 mg", "5", "mg", times=2
    ),
    "levothyroxine": Drug(
        "966222",
        "levothyroxine sodium 0.075 MG Oral Tablet",
        "levothyroxine",
        "tablet",
        "75 ug",
        "75",
        "ug",
        instructions="Half an hour before breakfast.",
    ),
    "sertraline": Drug("312941", "sertraline 50 MG Oral Tablet", "sertraline", "tablet", "50 mg", "50", "mg"),
    "ferrous_sulfate": Drug(
        "310325", "ferrous sulfate 325 MG Oral Tablet", "ferrous sulfate", "tablet", "325 mg", "325", "mg"
    ),
    "paracetamol": Drug(
        "313782",
        "acetaminophen 325 MG Oral Tablet",
        "acetaminophen",
        "tablet",
        "325 mg",
        "650",
        "mg",
        instructions="For pain.",
        as_needed=True,
        times=3,
    ),
    "omeprazole": Drug(
        "198051",
        "omeprazole 20 MG Delayed Release Oral Capsule",
        "omeprazole",
        "capsule",
        "20 mg",
        "20",
        "mg",
    ),
    "cetirizine": Drug(
        "1014678",
        "cetirizine hydrochloride 10 MG Oral Tablet",
        "cetirizine",
        "tablet",
        "10 mg",
        "10",
        "mg",
        as_needed=True,
    ),
    "amoxicillin": Drug(
        "308191", "amoxicillin 500 MG Oral Capsule", "amoxicillin", "capsule", "500 mg", "500", "mg", times=3
    ),
    "amoxicillin_clavulanate": Drug(
        "562508",
        "amoxicillin 875 MG / clavulanate 125 MG Oral Tablet",
        "amoxicillin and clavulanate",
        "tablet",
        "875 mg/125 mg",
        "1",
        "{tbl}",
        times=2,
    ),
    "ibuprofen": Drug(
        "310965",
        "ibuprofen 200 MG Oral Tablet",
        "ibuprofen",
        "tablet",
        "200 mg",
        "400",
        "mg",
        instructions="With food.",
        as_needed=True,
        times=3,
    ),
}
DRUG_KEYS = {name: number for number, name in enumerate(DRUGS, 1)}
"""The primary key of each drug in the made clinic."""

SMALLER_FOR_CHILDREN = 12
"""Years below which drugs of this catalogue are given at half the dose."""
