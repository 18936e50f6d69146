"""The laboratory of the made clinic: its tests with their ranges, and the panels in which they are ordered.

Codes are LOINC's. Normal ranges are values usual in laboratories, read in no published source: each says that it is
unreviewed. Critical limits are those that `features.labs.rules` suggests for adults.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from features.foundation.clinical.interpretation import Limits
from features.labs.rules import SUGGESTED_CRITICAL, Value, interpret_result

LOINC = "http://loinc.org"
SOURCE = "unreviewed: usual values, read in no published source; the laboratory must approve"
ADULT_FROM = 216
"""Months."""
CHILD_FROM = 12


@dataclass(frozen=True, slots=True)
class Test:
    code: str
    display: str
    unit: str
    places: int


@dataclass(frozen=True, slots=True)
class Range:
    """What is normal for a sex (empty: both), an age in months `[from, to)` and, where it says so, in pregnancy."""

    code: str
    low: str = ""
    high: str = ""
    sex: str = ""
    from_months: int = ADULT_FROM
    to_months: int | None = None
    pregnant: bool | None = None


TESTS = {
    test.code: test
    for test in (
        Test("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 0),
        Test("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", 1),
        Test("2028-9", "Carbon dioxide, total [Moles/volume] in Serum or Plasma", "mmol/L", 0),
        Test("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", 0),
        Test("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", 2),
        Test(
            "98979-8",
            "GFR/1.73 sq M predicted by creatinine-based formula (CKD-EPI 2021)",
            "mL/min/{1.73_m2}",
            0,
        ),
        Test("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", 0),
        Test("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", 1),
        Test("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", 1),
        Test("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 1),
        Test("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", 0),
        Test("787-2", "MCV [Entitic volume] by Automated count", "fL", 0),
        Test("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", 1),
        Test("14959-1", "Microalbumin/Creatinine [Mass Ratio] in Urine", "mg/g{creat}", 0),
        Test("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", 0),
        Test("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", 0),
        Test("13457-7", "Cholesterol in LDL [Mass/volume] by calculation", "mg/dL", 0),
        Test("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", 0),
        Test("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "m[IU]/L", 2),
        Test("3024-7", "Thyroxine (T4) free [Mass/volume] in Serum or Plasma", "ng/dL", 1),
        Test("30934-4", "Natriuretic peptide B [Mass/volume] in Serum or Plasma", "pg/mL", 0),
        Test("6301-6", "INR in Platelet poor plasma by Coagulation assay", "{INR}", 1),
        Test("2276-4", "Ferritin [Mass/volume] in Serum or Plasma", "ng/mL", 0),
        Test("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma", "mg/L", 0),
    )
}
TEST_KEYS = {code: number for number, code in enumerate(TESTS, 1)}
"""The primary key of each test in the made clinic."""

RANGES = (
    Range("2951-2", "136", "145"),
    Range("2951-2", "135", "146", from_months=CHILD_FROM, to_months=ADULT_FROM),
    Range("2823-3", "3.5", "5.1"),
    Range("2823-3", "3.4", "5.2", from_months=CHILD_FROM, to_months=ADULT_FROM),
    Range("2028-9", "22", "29"),
    Range("3094-0", "7", "20"),
    Range("2160-0", "0.50", "1.10", sex="female"),
    Range("2160-0", "0.70", "1.30", sex="male"),
    Range("98979-8", "60", ""),
    Range("2345-7", "70", "99"),
    Range("2345-7", "60", "100", from_months=CHILD_FROM, to_months=ADULT_FROM),
    Range("17861-6", "8.6", "10.2"),
    Range("718-7", "12.0", "15.5", sex="female"),
    Range("718-7", "13.5", "17.5", sex="male"),
    Range("718-7", "11.0", "14.0", sex="female", pregnant=True),
    Range("718-7", "10.5", "13.5", from_months=6, to_months=24),
    Range("718-7", "11.5", "14.5", from_months=24, to_months=ADULT_FROM),
    Range("6690-2", "4.0", "11.0"),
    Range("6690-2", "5.0", "15.0", from_months=6, to_months=ADULT_FROM),
    Range("777-3", "150", "400"),
    Range("777-3", "150", "450", from_months=6, to_months=ADULT_FROM),
    Range("787-2", "80", "100"),
    Range("4548-4", "4.0", "5.6"),
    Range("14959-1", "", "30"),
    Range("2093-3", "", "200"),
    Range("2085-9", "50", "", sex="female"),
    Range("2085-9", "40", "", sex="male"),
    Range("13457-7", "", "130"),
    Range("2571-8", "", "150"),
    Range("3016-3", "0.40", "4.00"),
    Range("3024-7", "0.8", "1.8"),
    Range("30934-4", "", "100"),
    Range("6301-6", "", "1.1"),
    Range("2276-4", "13", "150", sex="female"),
    Range("2276-4", "30", "400", sex="male"),
    Range("1988-5", "", "5"),
    Range("1988-5", "", "5", from_months=0, to_months=ADULT_FROM),
)


@dataclass(frozen=True, slots=True)
class Panel:
    code: str
    display: str
    tests: tuple[str, ...]


PANELS = {
    "metabolic": Panel(
        "51990-0",
        "Basic metabolic panel - Blood",
        ("2951-2", "2823-3", "2028-9", "3094-0", "2160-0", "98979-8", "2345-7", "17861-6"),
    ),
    "kidney": Panel(
        "24362-6", "Renal function panel - Serum or Plasma", ("2951-2", "2823-3", "2160-0", "98979-8")
    ),
    "blood_count": Panel(
        "58410-2", "CBC panel - Blood by Automated count", ("718-7", "6690-2", "777-3", "787-2")
    ),
    "iron": Panel("2276-4", "Ferritin and blood count", ("718-7", "787-2", "2276-4")),
    "diabetes": Panel("4548-4", "Hemoglobin A1c and glucose", ("4548-4", "2345-7", "14959-1")),
    "lipids": Panel("24331-1", "Lipid panel - Serum or Plasma", ("2093-3", "2085-9", "13457-7", "2571-8")),
    "thyroid": Panel("3016-3", "Thyroid function", ("3016-3", "3024-7")),
    "heart": Panel("30934-4", "Natriuretic peptide B", ("30934-4",)),
    "clotting": Panel("6301-6", "INR", ("6301-6",)),
    "infection": Panel("1988-5", "CRP and blood count", ("1988-5", "6690-2", "718-7", "777-3")),
}


def limits_of(span: Range) -> Limits:
    """The limits of a range: the normal ones, and for adults the critical ones that are suggested."""
    critical = SUGGESTED_CRITICAL.get(span.code, ("", Limits()))[1]
    if span.from_months < ADULT_FROM:
        critical = Limits()
    return Limits(
        Decimal(span.low) if span.low else None,
        Decimal(span.high) if span.high else None,
        critical.critical_low,
        critical.critical_high,
    )


@cache
def range_for(code: str, months: int, sex: str, pregnant: bool) -> Range | None:
    """The range that fits best: of pregnancy before one of a sex, and that before everybody's; None where none fits."""
    fitting = [
        span
        for span in RANGES
        if span.code == code
        and span.from_months <= months
        and (span.to_months is None or months < span.to_months)
        and span.sex in ("", sex)
        and span.pregnant in (None, pregnant)
    ]
    return max(fitting, key=lambda span: (span.pregnant is not None, span.sex != ""), default=None)


@cache
def flag_of(span: Range | None, number: str) -> str:
    """The flag of a result in the unit of its test; empty where it is not interpreted."""
    if span is None:
        return ""
    unit = TESTS[span.code].unit
    return str(
        interpret_result(Value(Decimal(number)), unit=unit, range_unit=unit, limits=limits_of(span)) or ""
    )
