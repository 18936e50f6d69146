"""What the made clinic holds, read from the database: what a journey expects to see."""

from django.db.models import QuerySet

from features.foundation.access.models import Facility
from features.foundation.drafts.models import Draft
from features.foundation.drafts.services import content_of
from features.patients.models import Patient, PatientFacility
from tests.factories import PatientFactory


def links(facility: str = "Harbour Clinic") -> QuerySet[PatientFacility]:
    """The rows of a facility's list."""
    return PatientFacility.objects.filter(facility__name=facility)


def names(rows: QuerySet[PatientFacility] | None = None, order: str = "name_key") -> list[str]:
    """Names as the list writes and orders them; everybody of Harbour Clinic where no rows are given."""
    found = links() if rows is None else rows
    return [row.patient.full_name for row in found.select_related("patient").order_by(*order.split())]


def newcomer() -> Patient:
    """A patient of Harbour Clinic whose chart is empty: a journey writes into it what it wants to see."""
    return PatientFactory(
        family_name="Newcomer", given_names="Nell", at=Facility.objects.get(name="Harbour Clinic")
    )


def patient(family_name: str, given_names: str) -> Patient:
    """Somebody of Harbour Clinic; a namesake of another facility is another patient."""
    return links().select_related("patient").get(family_name=family_name, given_names=given_names).patient


def drafted(field: str = "email") -> list[str]:
    """What stands in `field` of every draft, the oldest first."""
    held = Draft.objects.filter(sealed__isnull=False).order_by("id")
    return [content_of(draft=draft)[field][0] for draft in held]
