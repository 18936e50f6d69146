"""Users, the facilities they work at, the roles they have there, and the displays that hang on walls."""

import json
from datetime import datetime
from functools import cache, cached_property

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from features.foundation.access.permissions import Role, permissions_of
from features.foundation.records.clock import now
from features.foundation.records.constraints import not_before
from features.foundation.records.history import keeps_history
from features.foundation.records.models import BaseRecord
from features.foundation.records.prepared import ask

ROLE_NAMES = {
    Role.FRONT_DESK: _("Front desk"),
    Role.NURSE: _("Nurse"),
    Role.PHYSICIAN: _("Physician"),
    Role.LAB_TECHNICIAN: _("Lab technician"),
    Role.PHARMACIST: _("Pharmacist"),
    Role.PRIVACY_OFFICER: _("Privacy officer"),
    Role.ADMINISTRATOR: _("Administrator"),
}


@keeps_history
class Facility(BaseRecord):
    """A clinic or hospital; its staff see the patients that are linked to it, in its time zone."""

    name = models.CharField(max_length=120, unique=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    standards = models.JSONField(default=dict, blank=True)
    """What the facility decided in the place of defaults, by feature; each feature reads its own."""

    class Meta(BaseRecord.Meta):
        abstract = False
        verbose_name_plural = "facilities"

    def __str__(self) -> str:
        return self.name


RIGHTS = """
    SELECT {columns}, f.public_id AS facility_public_id, f.name AS facility_name, f.time_zone AS facility_zone,
           f.standards AS facility_standards,
           ARRAY(SELECT r.role FROM access_roleassignment r
                  WHERE r.user_id = u.id AND r.facility_id = u.facility_id AND r.ended_at IS NULL) AS roles_here
      FROM access_user u LEFT JOIN access_facility f ON f.id = u.facility_id
     WHERE u.id = %s
"""
"""Asked at the door of every request, so it is written out: the ORM takes a millisecond to write it."""


@cache
def _rights() -> tuple[str, list[str]]:
    """The statement, and the user's attributes in the order in which it reads them."""
    fields = User._meta.concrete_fields
    columns = ", ".join(f'u."{field.column}"' for field in fields)
    return RIGHTS.format(columns=columns), [field.attname for field in fields]


class UserManager(BaseUserManager["User"]):
    """Reads people with their rights."""

    def with_rights(self, key: int | str) -> "User | None":
        """The user with this primary key, their facility and their present roles there, in one statement."""
        statement, attributes = _rights()
        rows = ask(statement, [key])
        if not rows:
            return None
        *values, public_id, name, time_zone, standards, roles = rows[0]
        person = User.from_db(self.db, attributes, values)
        person.roles_here = roles
        if person.facility_id:
            person.facility = Facility(
                pk=person.facility_id,
                public_id=public_id,
                name=name,
                time_zone=time_zone,
                standards=json.loads(standards),
            )
        return person

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(BaseRecord, AbstractBaseUser):
    """A person who signs in. Never deleted: what they did refers to them for ever; they become inactive."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    is_active = models.BooleanField(default=True)
    facility = models.ForeignKey(Facility, null=True, on_delete=models.PROTECT, related_name="staff")
    denied = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    """Permissions refused to this person whatever their roles allow."""

    roles_here: list[str]
    """The present roles, where `with_rights` read them."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta(BaseRecord.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="username_is_lower_case"
            )
        ]
        triggers = [
            *BaseRecord.Meta.triggers,
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.username

    def save(self, *args, **kwargs) -> None:
        self.username = self.username.lower()
        super().save(*args, **kwargs)

    @cached_property
    def roles(self) -> list[str]:
        """Roles at the facility where the person works now; `with_rights` brings them along."""
        if hasattr(self, "roles_here"):
            return sorted(self.roles_here)
        present = self.assignments.filter(facility=self.facility_id, ended_at=None)
        return sorted(present.values_list("role", flat=True))

    @cached_property
    def permissions(self) -> frozenset[str]:
        return permissions_of(tuple(self.roles), tuple(self.denied)) if self.is_active else frozenset()

    @property
    def zone(self) -> str:
        """The time zone of the facility where the person works; UTC where they work nowhere."""
        return self.facility.time_zone if self.facility else "UTC"

    def may(self, permission: str) -> bool:
        """Whether the person may do `permission` (such as `find_patient.read`) at their facility."""
        return permission in self.permissions

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_NAMES[Role(role)]) for role in self.roles)

    @property
    def initials(self) -> str:
        words = self.full_name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class RoleAssignment(models.Model):
    """A role that a person has at a facility, from when it was given until it ends."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    given_at = models.DateTimeField(default=now)
    given_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "facility", "role"],
                condition=models.Q(ended_at=None),
                name="one_open_assignment_of_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role.value for role in Role]), name="role_is_of_the_matrix"
            ),
        ]


class DeviceQuerySet(models.QuerySet["Device"]):
    """Reads displays."""

    def visible_to(self, user: User) -> "DeviceQuerySet":
        """Those of the facility where the person works now; nobody's where they work nowhere."""
        return self.filter(facility=user.facility_id) if user.facility_id else self.none()

    def in_use(self) -> "DeviceQuerySet":
        return self.filter(revoked_at=None)


@keeps_history
class Device(BaseRecord):
    """A display on a wall: no person, it opens the nameless boards of its facility by its token and nothing else.

    Of the token only the hash is kept, so that whoever reads the database can open nothing with it. One token to a
    display, and a revoked display stays revoked: what was lost is revoked and added anew.
    """

    name = models.CharField(max_length=80)
    """Where it hangs, in words for people: "Ward A, corridor"."""
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    """SHA-256 in hexadecimal digits. The token is random, 256 bits long: it needs no slow hash."""
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta(BaseRecord.Meta):
        abstract = False
        triggers = [
            *BaseRecord.Meta.triggers,
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="revoked_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(token_hash__regex="^[0-9a-f]{64}$"),  # nosec B106  # how a hash is written
                name="only_the_hash_of_a_token_is_kept",
            ),
            models.UniqueConstraint(
                Lower("name"), "facility", condition=models.Q(revoked_at=None), name="one_display_of_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=False) | models.Q(revoked_by=None),
                name="only_a_revoked_display_says_who_revoked_it",
            ),
            not_before("created_at", "revoked_at", name="a_display_is_revoked_after_it_was_added"),
        ]
        indexes = [
            models.Index(fields=["facility", "name", "id"], name="devices_of_a_facility"),
            models.Index(fields=["facility", "created_at", "id"], name="devices_by_adding"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def last_seen_at(self) -> datetime | None:
        """When it last showed itself, to the minute; None before it ever did."""
        return self.sighting.seen_at if hasattr(self, "sighting") else None


class Sighting(models.Model):
    """When a display last showed itself. It stands apart: neither version nor history of the display count it."""

    device = models.OneToOneField(Device, on_delete=models.PROTECT)
    seen_at = models.DateTimeField()
