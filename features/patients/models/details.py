"""What the front desk knows of a patient beside the person: names, numbers, addresses, relatives, consents, photo."""

from datetime import date

from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from features.foundation.records.clock import now
from features.foundation.records.constraints import not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.patients import triggers
from features.patients.models.patient import Patient
from features.patients.models.version_keys import shown_as


class EndReason(models.TextChoices):
    """Why something that was known of a patient holds no longer."""

    PAST = "past", _("it is no longer so")
    DIED = "died", _("the person has died")
    ASKED = "asked", _("the patient asked for it")
    MISTAKE = "mistake", _("it was entered by mistake")


def ends_for_a_reason(name: str) -> models.CheckConstraint:
    """Only what has ended has a reason for it, which is a known one; another system tells the day alone."""
    known = Q(end_reason__in=EndReason.values, ends_on__isnull=False)
    return models.CheckConstraint(condition=Q(end_reason="") | known, name=name)


def holds_on(day: date) -> Q:
    """Which `Ending` records hold on a day."""
    return Q(ends_on=None) | Q(ends_on__gt=day)


class Ending(BaseRecord):
    """What is known of a patient until it ends: then it stays recorded, and is shown among what was."""

    ends_on = models.DateField(null=True)
    """The first day on which it holds no longer; it may lie ahead where another system told it."""
    end_reason = models.CharField(max_length=20, choices=EndReason, blank=True, default="", db_default="")

    class Meta(BaseRecord.Meta):
        abstract = True

    def has_ended(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on <= on


class NameUse(models.TextChoices):
    """FHIR NameUse, less the official one, which stands in the patient."""

    USUAL = "usual", _("usual")
    NICKNAME = "nickname", _("nickname")
    OLD = "old", _("previous")
    MAIDEN = "maiden", _("maiden")
    TEMP = "temp", _("temporary")


@keeps_history
class PatientName(Ending):
    """Another name of a patient: a previous one, a nickname."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="names")
    use = models.CharField(max_length=10, choices=NameUse)
    family_name = models.CharField(max_length=120, blank=True)
    given_names = models.CharField(max_length=120, blank=True)
    name_prefix = models.CharField(max_length=20, blank=True)
    name_suffix = models.CharField(max_length=20, blank=True)

    class Meta(Ending.Meta):
        constraints = [
            one_of("use", NameUse.values, name="name_use_is_known"),
            ends_for_a_reason("name_ends_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(family_name="") | ~Q(given_names=""), name="another_name_is_not_empty"
            ),
        ]
        triggers = [
            *BaseRecord.Meta.triggers,
            triggers.found_by("patient_id", "family_name", "given_names"),
            shown_as("identity"),
        ]


@keeps_history
class PatientIdentifier(BaseRecord):
    """A number by which others know a patient. The same one on two patients is evidence of a mistake, no error."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="identifiers")
    system = models.CharField(max_length=200)
    """The naming system, as a URI."""
    value = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, blank=True)
    """A code of HL7 v2-0203, such as SS, DL, PPN."""

    class Meta(BaseRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["patient", "system", "value"], name="one_patient_identifier"),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_is_not_empty"),
        ]
        indexes = [models.Index(fields=["system", "value"], name="patient_by_identifier")]
        triggers = [*BaseRecord.Meta.triggers, triggers.found_by("patient_id", "value")]


class AddressUse(models.TextChoices):
    """FHIR AddressUse."""

    HOME = "home", _("home")
    WORK = "work", _("work")
    TEMP = "temp", _("temporary")
    OLD = "old", _("previous")
    BILLING = "billing", _("billing")


@keeps_history
class PatientAddress(Ending):
    """Where a patient lives or lived."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="addresses")
    use = models.CharField(max_length=10, choices=AddressUse, default=AddressUse.HOME)
    lines = models.CharField(max_length=300, blank=True)
    """Street and house, several lines divided by line feeds."""
    city = models.CharField(max_length=120, blank=True)
    district = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True)

    class Meta(Ending.Meta):
        constraints = [
            one_of("use", AddressUse.values, name="address_use_is_known"),
            ends_for_a_reason("address_ends_for_a_reason"),
            not_before("starts_on", "ends_on", name="address_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["patient", "id"], name="addresses_of_a_patient")]
        triggers = [*Ending.Meta.triggers, shown_as("identity")]

    def has_ended(self, on: date) -> bool:
        return self.use == AddressUse.OLD or super().has_ended(on)


@keeps_history
class RelatedPerson(Ending):
    """Somebody who belongs to a patient: relative, guardian, emergency contact; perhaps a patient too."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="related_people")
    other_patient = models.ForeignKey(Patient, null=True, on_delete=models.PROTECT, related_name="+")
    relationship = models.CharField(max_length=20)
    """A code of HL7 v3 RoleCode, such as MTH; what the person is to the patient."""
    full_name = models.CharField(max_length=240, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_emergency_contact = models.BooleanField(default=False)

    class Meta(Ending.Meta):
        constraints = [
            ends_for_a_reason("relative_ends_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(full_name="") | Q(other_patient__isnull=False),
                name="a_related_person_is_named",
            ),
            models.CheckConstraint(
                condition=Q(other_patient=None) | ~Q(other_patient=F("patient")),
                name="nobody_is_their_own_relative",
            ),
        ]
        indexes = [models.Index(fields=["patient", "id"], name="relatives_of_a_patient")]
        triggers = [*Ending.Meta.triggers, shown_as("identity")]


class ConsentStatus(models.TextChoices):
    """FHIR ConsentState."""

    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    ACTIVE = "active", _("active")
    REJECTED = "rejected", _("refused")
    INACTIVE = "inactive", _("withdrawn")
    ENTERED_IN_ERROR = "entered-in-error", _("entered in error")


@keeps_history
class Consent(BaseRecord):
    """What a patient agreed to, or refused."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="consents")
    scope = models.CharField(max_length=40)
    """A code of HL7 ConsentScope, such as `treatment`, `research`, `patient-privacy`."""
    status = models.CharField(max_length=20, choices=ConsentStatus)
    given_on = models.DateField()
    ends_on = models.DateField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta(BaseRecord.Meta):
        constraints = [
            one_of("status", ConsentStatus.values, name="consent_status_is_known"),
            not_before("given_on", "ends_on", name="consent_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["patient", "scope", "-given_on"], name="consents_of_a_patient")]
        triggers = [*BaseRecord.Meta.triggers, shown_as("identity")]

    def has_ended(self, on: date) -> bool:
        """Only what stands can be withdrawn, whenever that was."""
        return self.status != ConsentStatus.ACTIVE


PHOTO_BYTES = 1_000_000
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp")


class ByteLength(Func):
    function = "octet_length"
    output_field = models.IntegerField()


class PatientPhoto(BaseRecord):
    """The present photo of a patient, re-encoded by us before it comes here."""

    patient = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="photo")
    image = models.BinaryField()
    media_type = models.CharField(max_length=20)
    taken_at = models.DateTimeField(default=now)

    class Meta(BaseRecord.Meta):
        constraints = [
            one_of("media_type", PHOTO_TYPES, name="photo_is_a_picture"),
            models.CheckConstraint(
                condition=LessThanOrEqual(ByteLength(F("image")), Value(PHOTO_BYTES)),
                name="photo_is_small",
            ),
        ]
