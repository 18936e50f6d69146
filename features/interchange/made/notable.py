"""The people of the made clinic whom everybody knows by name: staff, providers, payers, and notable patients."""

from datetime import date, timedelta

PAYERS = (
    "Coastal Health",
    "Lighthouse Mutual",
    "National Scheme",
    "Northwind Assurance",
    "Pilot Employees’ Fund",
)
HARBOUR_PROVIDERS = (
    ("Whitlow", "Dan", "Dr"),
    ("Sørby", "Lena", "Dr"),
    ("Achebe", "Ngozi", "Dr"),
    ("Marchetti", "Paola", "Dr"),
    ("Brandt", "Julius", "Dr"),
    ("Iyer", "Radha", "Dr"),
)
HILLSIDE_PROVIDERS = (
    ("Farrow", "Elin", "Dr"),
    ("Osei", "Kwame", "Dr"),
)
DAN = 0
"""Dan's place among the providers of Harbour Clinic."""

NOTABLE = (
    ("Fernández-Quiroga y Sánchez de la Torre", "María del Carmen Guadalupe", "female", "1963-09-21", "day", "active",
     "hypertension hyperlipidemia", ""),
    ("Martin", "Claire", "female", "1954-07-17", "day", "active",
     "atrial_fibrillation hypertension", "bleeding risk"),
    ("Martin", "Clara", "female", "1951-07-07", "day", "active", "hypothyroidism osteoarthritis", ""),
    ("Okafor", "Amara", "female", "1958-06-02", "day", "active", "type_2_diabetes hypertension kidney_disease",
     "high potassium"),
    ("Nguyen", "Thanh Binh", "male", "1982-09-08", "day", "active", "asthma", "high pressure"),
    ("حداد", "يوسف", "male", "1979-02-23", "day", "active", "type_2_diabetes", ""),
    ("山本", "健二", "male", "1959-03-06", "day", "active", "copd hypertension", "low saturation"),
    ("Whitmore", "Edith", "female", "1921-11-04", "day", "active", "heart_failure kidney_disease anaemia",
     "low haemoglobin"),
    ("Lindqvist", "Henrik", "male", "1944-11-11", "day", "deceased", "heart_failure hypertension", ""),
    ("Tadesse", "Selam", "female", "1990-01-01", "year", "active", "", "pregnant"),
    ("O’Sullivan", "Brendan", "male", "1947-05-01", "month", "inactive", "hypertension", ""),
    ("Unidentified", "Person Alpha", "unknown", "", "unknown", "active", "", ""),
)  # fmt: skip
"""Family name, given names, sex, birth date, its precision, status, conditions, and what today brings."""

DEATH_OF_HENRIK = timedelta(days=75)
"""So long ago."""


def notable(on: date) -> list[tuple[str, ...]]:
    """The notable people of a clinic on a day, and a newborn of two days."""
    born = (on - timedelta(days=2)).isoformat()
    return [*NOTABLE, ("Dlamini", "Baby of Thandiwe", "male", born, "day", "active", "", "")]
