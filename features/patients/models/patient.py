"""A person with a record here."""

from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.ages import Precision
from features.foundation.records.constraints import not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.foundation.ui.formats import listed_name
from features.patients import triggers
from features.patients.models.names import KEY_COLLATION, NameKey
from features.patients.models.providers import Provider

LATEST_ZONE = ZoneInfo("Etc/GMT-14")
"""Where it is the latest day on Earth: a child who dies on the day of birth was born on no later one anywhere."""


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
    preferred_name = models.CharField(_("preferred name"), max_length=120, blank=True)
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
    birth_time = models.TimeField(_("time of birth"), null=True)
    """On the clock of the facility; only for the age of a newborn in hours."""
    birth_date_estimated = models.BooleanField(default=False)
    multiple_birth_order = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.UNKNOWN)
    phone_mobile = models.CharField(_("mobile phone"), max_length=30, blank=True)
    phone_home = models.CharField(_("home phone"), max_length=30, blank=True)
    phone_work = models.CharField(_("work phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PatientStatus, default=PatientStatus.ACTIVE)
    death_date = models.DateField(_("date of death"), null=True)
    died_at = models.DateTimeField(_("time of death"), null=True)
    sex_at_birth = models.CharField(_("sex at birth"), max_length=10, choices=Sex, blank=True)
    gender_identity = models.CharField(_("gender identity"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    """A tag of BCP 47, such as `en-US`."""
    needs_interpreter = models.BooleanField(_("needs an interpreter"), null=True)
    """None: not asked."""
    marital_status = models.CharField(_("marital status"), max_length=10, blank=True)
    """A code of HL7 MaritalStatus, such as M."""
    restricted = models.BooleanField(_("restricted"), default=False)
    """Only the care team may see the record, and whoever breaks the glass."""
    primary_provider = models.ForeignKey(
        Provider, null=True, on_delete=models.PROTECT, related_name="patients"
    )

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="patient_has_a_family_name"),
            one_of("sex", Sex.values, name="patient_sex_is_known"),
            one_of("sex_at_birth", ["", *Sex.values], name="patient_sex_at_birth_is_known"),
            not_before("birth_date", "death_date", name="death_is_not_before_birth"),
            models.CheckConstraint(
                condition=Q(died_at=None)
                | Q(birth_date=None)
                | Q(GreaterThanOrEqual(TruncDate("died_at", tzinfo=LATEST_ZONE), F("birth_date"))),
                name="time_of_death_is_not_before_birth",
            ),
            models.CheckConstraint(
                condition=Q(death_date=None, died_at=None) | Q(status=PatientStatus.DECEASED),
                name="who_has_a_date_of_death_is_deceased",
            ),
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
            triggers.PATIENT_ARRIVED,
            triggers.PATIENT_GONE,
            triggers.FINDABLE_FOLLOWS,
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
