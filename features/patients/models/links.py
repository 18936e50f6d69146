"""Who may see a patient: the facilities that list them, and their care team."""

from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q, Value

from features.foundation.access.models import Facility, User
from features.foundation.records.clock import now
from features.foundation.records.constraints import not_before
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.patients import triggers
from features.patients.models.names import KEY_COLLATION, NameKey
from features.patients.models.patient import Patient
from features.patients.models.providers import Payer, Provider

NO_SET_DUE = datetime(9999, 1, 1, tzinfo=UTC)
"""When the next set of vital signs is due where nobody waits for one: after all others, never NULL."""


class CareTeamQuerySet(models.QuerySet["CareTeamMember"]):
    def present(self) -> "CareTeamQuerySet":
        """Those who are on the team now."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=now().date()), starts_on__lte=now().date())


@keeps_history
class CareTeamMember(BaseRecord):
    """Somebody who takes care of a patient for a time; a restricted record is open to them alone.

    Who was on the team when is kept, because it says who could see the record.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="care_team")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    objects = CareTeamQuerySet.as_manager()

    class Meta(BaseRecord.Meta):
        constraints = [
            not_before("starts_on", "ends_on", name="care_team_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["patient", "provider", "role"],
                condition=Q(ends_on=None),
                name="once_on_a_care_team",
            ),
        ]
        indexes = [models.Index(fields=["provider", "patient"], name="care_team_of_a_provider")]


class PatientFacilityQuerySet(models.QuerySet["PatientFacility"]):
    """The lists of a facility."""

    def visible_to(self, user: User) -> "PatientFacilityQuerySet":
        """The patients of the facility where the person works; none where they work nowhere.

        Of restricted patients only those on whose care team the person is.
        """
        if not user.facility_id:
            return self.none()
        own = CareTeamMember.objects.present().filter(provider__user=user.pk).values("patient_id")
        return self.filter(Q(restricted=False) | Q(patient_id__in=own), facility_id=user.facility_id)

    def matching(self, text: str) -> "PatientFacilityQuerySet":
        """Rows whose name or MRN begins with `text`: a text that begins with a digit is an MRN.

        A comma divides family and given names; without one every way to divide the words is tried.
        """
        if text[:1].isdigit():
            return self.filter(mrn__gte=text.upper(), mrn__lt=text.upper() + "~")
        if "," in text:
            family, _comma, given = text.partition(",")
            return self.filter(_begins_with(family, given))
        words = text.split()[:MOST_NAMES]
        divisions = range(1, len(words) + 1)
        ways = (_begins_with(" ".join(words[:number]), " ".join(words[number:])) for number in divisions)
        return self.filter(reduce(or_, ways))


MOST_NAMES = 6
"""Words of a search that are taken for names."""


def _begins_with(family: str, given: str) -> Q:
    key = NameKey(Value(family), Value(given))
    return Q(name_key__gte=key, name_key__lt=models.functions.Concat(key, Value("\U0010ffff")))


class PatientFacility(models.Model):
    """The link by which a facility's staff see a patient, and the row by which that facility lists them.

    What lists show, sort and filter by stands here once more, NOT NULL, copied by triggers from patient, provider
    and coverage, so that every order of a facility's list is one index with the facility in front, and a page is read
    from this table alone.
    """

    public_id = models.UUIDField(editable=False)
    """The patient's, copied: the id that a list row carries."""
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="facilities")
    linked_at = models.DateTimeField(default=now)
    linked_by = models.UUIDField(null=True)
    family_name = models.CharField(max_length=120, editable=False)
    given_names = models.CharField(max_length=120, editable=False)
    name_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)
    mrn = models.CharField(max_length=20, db_collation=KEY_COLLATION, editable=False)
    mrn_number = models.PositiveBigIntegerField(editable=False)
    birth_date = models.DateField(editable=False)
    """UNKNOWN_BIRTH_DATE where it is unknown."""
    birth_precision = models.CharField(max_length=10, editable=False)
    sex = models.CharField(max_length=10, editable=False)
    phone = models.CharField(max_length=30, editable=False)
    """The mobile one, else the one at home."""
    status = models.CharField(max_length=10, editable=False)
    restricted = models.BooleanField(default=False, editable=False)
    provider = models.ForeignKey(
        Provider, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    provider_name = models.CharField(max_length=250, editable=False)
    provider_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)
    payer = models.ForeignKey(Payer, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    payer_name = models.CharField(max_length=120, editable=False)
    payer_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)
    next_set_due_at = models.DateTimeField(db_default=Value(NO_SET_DUE), editable=False)
    """Copied from the clock of vital signs, a feature above this one, like when it is overdue."""
    next_set_overdue_at = models.DateTimeField(db_default=Value(NO_SET_DUE), editable=False)

    objects = PatientFacilityQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility", "patient"], name="one_link_per_facility")]
        indexes = [
            models.Index(fields=["facility", "public_id"], name="list_position"),
            models.Index(fields=["facility", "name_key", "patient"], name="list_by_name"),
            models.Index(fields=["facility", "mrn_number", "patient"], name="list_by_mrn"),
            models.Index(fields=["facility", "mrn"], name="list_mrn_prefix"),
            models.Index(fields=["facility", "birth_date", "name_key", "patient"], name="list_by_birth_date"),
            models.Index(fields=["facility", "status", "name_key", "patient"], name="list_by_status"),
            models.Index(fields=["facility", "provider_key", "name_key", "patient"], name="list_by_provider"),
            models.Index(fields=["facility", "provider", "name_key", "patient"], name="list_of_a_provider"),
            models.Index(fields=["facility", "payer_key", "name_key", "patient"], name="list_by_payer"),
            models.Index(fields=["facility", "payer", "name_key", "patient"], name="list_of_a_payer"),
            models.Index(
                fields=["facility", "next_set_overdue_at", "name_key", "patient"], name="list_by_next_set"
            ),
        ]
        triggers = [triggers.LINK_FILLED]
