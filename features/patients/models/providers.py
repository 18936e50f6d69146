"""Who provides care and who pays for it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import Facility, User
from features.foundation.records.models import BaseRecord
from features.patients import triggers


class Payer(BaseRecord):
    """Who pays: an insurer or a public scheme. A retired one stays with those who have it, and is offered to nobody."""

    name = models.CharField(max_length=120, unique=True)
    identifier = models.CharField(max_length=40, blank=True)
    """The number under which claims reach it, such as 60054."""
    is_retired = models.BooleanField(default=False)

    class Meta(BaseRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier=""), name="one_payer_of_an_identifier"
            ),
        ]
        triggers = [*BaseRecord.Meta.triggers, triggers.PAYER_RENAMED]

    def __str__(self) -> str:
        return self.name


class Organization(BaseRecord):
    """A hospital, practice or laboratory elsewhere, such as where an imported visit took place."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=60, blank=True)
    npi = models.CharField("NPI", max_length=10, null=True, unique=True)
    phone = models.CharField(max_length=40, blank=True)
    lines = models.CharField(max_length=300, blank=True)
    """Street and house, several lines divided by line feeds."""
    city = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=60, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=60, blank=True)

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organization_has_a_name"),
            models.CheckConstraint(
                condition=Q(npi__regex=r"^[12][0-9]{9}$"), name="organization_npi_is_ten_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Provider(BaseRecord):
    """Someone who provides care; `user` when they also sign in here, `facility` when they work here.

    `npi` is checked where it is typed; a number that does not fit is kept as an unverified identifier.
    """

    family_name = models.CharField(max_length=120)
    given_names = models.CharField(max_length=120, blank=True)
    name_prefix = models.CharField(max_length=20, blank=True)
    npi = models.CharField("NPI", max_length=10, null=True, unique=True)
    specialty = models.CharField(max_length=120, blank=True)
    user = models.OneToOneField(User, null=True, on_delete=models.PROTECT, related_name="provider")
    facility = models.ForeignKey(Facility, null=True, on_delete=models.PROTECT, related_name="providers")
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.PROTECT, related_name="providers"
    )

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(npi__regex=r"^[12][0-9]{9}$"), name="npi_is_ten_digits"),
        ]
        triggers = [*BaseRecord.Meta.triggers, triggers.PROVIDER_RENAMED]

    def __str__(self) -> str:
        return f"{self.name_prefix} {self.given_names} {self.family_name}".strip()


class ProviderIdentifier(models.Model):
    """A number by which others know a provider; `is_verified` once its check digit and its owner are known to fit."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="identifiers")
    system = models.CharField(max_length=200)
    value = models.CharField(max_length=100)
    is_verified = models.BooleanField(_("verified"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "system", "value"], name="one_provider_identifier")
        ]
