"""What a body measure means at an age: the class of an adult's BMI or a small child's arm, a child's z-score."""

from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from features.foundation.clinical.ages import Precision, completed_months
from features.foundation.records.clock import now
from features.foundation.ui.formats import here
from features.patients.models import Patient
from features.vitals.growth.scores import Compared, Unscored, compare, z_words
from features.vitals.growth.tables import MEASURES, Sex
from features.vitals.rules import BMI_CLASSES_FROM, bmi_class, muac_class


def growth_sex(patient: Patient) -> Sex | None:
    """Whose tables are read: those of the sex at birth where it is recorded; none for other and unknown."""
    told = patient.sex_at_birth or patient.sex
    return Sex(told) if told in list(Sex) else None


def days_at(patient: Patient, at: datetime) -> int | None:
    """The age in days; None unless the birth date is known to the day."""
    if patient.birth_date is None or patient.birth_precision != Precision.DAY:
        return None
    return (here(at).date() - patient.birth_date).days


def is_grown_at(patient: Patient, at: datetime) -> bool:
    """Whether the patient is 19, from when on nobody is compared with children; so is one whose age is not known."""
    born = patient.birth_date
    return born is None or completed_months(born, here(at).date()) >= BMI_CLASSES_FROM


def compared(patient: Patient, measure: str, value: Decimal, at: datetime) -> Compared | Unscored:
    return compare(MEASURES[measure], growth_sex(patient), value, days_at(patient, at))


def bmi_note(patient: Patient, index: Decimal, at: datetime) -> str:
    """The class of an adult's BMI, the z-score of a child's; nothing where the age is not known."""
    if patient.birth_date is None:
        return ""
    if is_grown_at(patient, at):
        return class_words(bmi_class(index, completed_months(patient.birth_date, here(at).date())))
    found = compared(patient, "bmi", index, at)
    return f"z {z_words(found.z)}" if isinstance(found, Compared) else ""


def muac_note(patient: Patient, circumference: Decimal, at: datetime) -> str:
    """The class of a child of 6 to 59 months by the birth date; nothing at any other age."""
    if patient.birth_date is None:
        return ""
    return class_words(muac_class(circumference, completed_months(patient.birth_date, here(at).date())))


def class_words(name: str) -> str:
    """A class of BMI or MUAC as a reader of the chart calls it."""
    return {
        "": "",
        "severe thinness": gettext("severe thinness"),
        "moderate thinness": gettext("moderate thinness"),
        "mild thinness": gettext("mild thinness"),
        "normal": gettext("normal weight"),
        "overweight": gettext("overweight"),
        "obesity I": gettext("obesity I"),
        "obesity II": gettext("obesity II"),
        "obesity III": gettext("obesity III"),
        "severe acute malnutrition": gettext("severe acute malnutrition"),
        "moderate acute malnutrition": gettext("moderate acute malnutrition"),
        "adequate": gettext("adequate"),
    }[name]


def growth_url(patient: Patient, sign: str = "weight") -> str:
    """The address of the growth chart of a sign; nothing for other signs and for patients of 19 years and older."""
    if sign not in MEASURES or is_grown_at(patient, now()):
        return ""
    return reverse("vitals:growth", args=[patient.public_id, sign])
