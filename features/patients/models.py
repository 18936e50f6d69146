"""Patients, the facilities that may see them, their providers and their coverage."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import Facility, User
from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import now
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.foundation.ui.formats import listed_name
from features.patients import triggers

UNKNOWN_BIRTH_DATE = date.min
"""How a list row says that a birth date is unknown: it sorts before all others."""

KEY_COLLATION = "C"
"""Sort and prefix keys compare byte by byte, so that one index serves order and prefix on every server."""


class Sex(models.TextChoices):
    """Administrative gender (FHIR)."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class PatientStatus(models.TextChoices):
    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("inactive")
    DECEASED = "deceased", _("deceased")


class NameKey(Func):
    """A name as lists sort it and searches compare it: lower case, without accents and punctuation."""

    function = "chartside_name_key"
    arity = 2
    output_field = models.CharField()


class Payer(BaseRecord):
    """Who pays: an insurer or a public scheme."""

    name = models.CharField(max_length=120, unique=True)

    class Meta(BaseRecord.Meta):
        triggers = [*BaseRecord.Meta.triggers, triggers.PAYER_RENAMED]

    def __str__(self) -> str:
        return self.name


class Provider(BaseRecord):
    """Someone who provides care; `user` when they also sign in here. `npi` is checked where it is typed."""

    family_name = models.CharField(max_length=120)
    given_names = models.CharField(max_length=120, blank=True)
    name_prefix = models.CharField(max_length=20, blank=True)
    npi = models.CharField("NPI", max_length=10, null=True, unique=True)
    user = models.OneToOneField(User, null=True, on_delete=models.PROTECT, related_name="provider")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="providers")

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(npi__regex=r"^[12][0-9]{9}$"), name="npi_is_ten_digits"),
        ]
        triggers = [*BaseRecord.Meta.triggers, triggers.PROVIDER_RENAMED]

    def __str__(self) -> str:
        return f"{self.name_prefix} {self.given_names} {self.family_name}".strip()


@keeps_history
class Patient(BaseRecord):
    """A person with a record here. The name key and the history are kept by the database."""

    mrn_number = models.PositiveBigIntegerField(unique=True)
    mrn = models.CharField("MRN", max_length=20, unique=True, db_collation=KEY_COLLATION)
    """The number with its check character (Luhn mod 30)."""
    family_name = models.CharField(_("family name"), max_length=120)
    given_names = models.CharField(_("given names"), max_length=120)
    name_prefix = models.CharField(max_length=20, blank=True)
    name_suffix = models.CharField(max_length=20, blank=True)
    name_key = models.GeneratedField(
        expression=NameKey(F("family_name"), F("given_names")),
        output_field=models.CharField(max_length=250, db_collation=KEY_COLLATION),
        db_persist=True,
    )
    birth_date = models.DateField(_("birth date"), null=True)
    """The first day of what is known, where `birth_precision` is a month or a year."""
    birth_precision = models.CharField(
        max_length=10, choices=[(p.value, p.value) for p in Precision], default=Precision.DAY
    )
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.UNKNOWN)
    phone_mobile = models.CharField(_("mobile phone"), max_length=30, blank=True)
    phone_home = models.CharField(_("home phone"), max_length=30, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PatientStatus, default=PatientStatus.ACTIVE)
    primary_provider = models.ForeignKey(
        Provider, null=True, on_delete=models.PROTECT, related_name="patients"
    )

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="patient_has_a_family_name"),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="patient_sex_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=PatientStatus.values), name="patient_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(birth_precision__in=[p.value for p in Precision]), name="birth_precision_is_known"
            ),
            models.CheckConstraint(
                condition=Q(birth_date=None, birth_precision=Precision.UNKNOWN)
                | Q(birth_date__isnull=False) & ~Q(birth_precision=Precision.UNKNOWN),
                name="birth_date_fits_its_precision",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__gte=Value("1850-01-01")), name="birth_date_is_possible"
            ),
        ]
        triggers = [
            *BaseRecord.Meta.triggers,
            triggers.PATIENT_CHANGED,
            triggers.MRN_CHECKED,
            triggers.BORN_IN_THE_PAST,
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def full_name(self) -> str:
        """Family name first, as lists and banners write it."""
        return listed_name(self.family_name, self.given_names)

    @property
    def phone(self) -> str:
        return self.phone_mobile or self.phone_home


class PatientFacilityQuerySet(models.QuerySet["PatientFacility"]):
    """The lists of a facility."""

    def visible_to(self, user: User) -> "PatientFacilityQuerySet":
        """The patients of the facility where the person works; none where they work nowhere."""
        return self.filter(facility_id=user.facility_id) if user.facility_id else self.none()

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
    provider = models.ForeignKey(
        Provider, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    provider_name = models.CharField(max_length=250, editable=False)
    provider_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)
    payer = models.ForeignKey(Payer, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    payer_name = models.CharField(max_length=120, editable=False)
    payer_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)

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
        ]
        triggers = [triggers.LINK_FILLED]


class Coverage(BaseRecord):
    """An insurance of a patient. Priority 1 is the primary one."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="coverages")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT)
    member_id = models.CharField(max_length=60, blank=True)
    priority = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="coverage_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["patient", "priority"],
                condition=Q(ends_on=None),
                name="one_open_coverage_per_priority",
            ),
        ]
        indexes = [models.Index(fields=["patient", "priority"], name="coverage_by_priority")]
        triggers = [*BaseRecord.Meta.triggers, triggers.COVERAGE_CHANGED]
