"""The facilities of the made clinic, and the cast of its demo sign-ins, each with one role."""

from hashlib import sha256
from uuid import UUID

from django.contrib.auth.hashers import make_password

from features.foundation.access.models import Facility, RoleAssignment, User
from features.foundation.access.permissions import Role
from features.interchange.made.plan import Plan, public_id

DEMO_PASSWORD = "chartside-demo"  # nosec B105  # printed by `make run`, refused elsewhere
ZONE = "Europe/London"
FACILITIES = ("Harbour Clinic", "Hillside Clinic")
STAFF = (
    ("nadia", "Nadia Petrov", Role.NURSE, "Harbour Clinic"),
    ("dan", "Dan Whitlow", Role.PHYSICIAN, "Harbour Clinic"),
    ("freda", "Freda Lind", Role.FRONT_DESK, "Harbour Clinic"),
    ("lars", "Lars Holm", Role.LAB_TECHNICIAN, "Harbour Clinic"),
    ("paul", "Paul Mensah", Role.PHARMACIST, "Harbour Clinic"),
    ("petra", "Petra Novak", Role.PRIVACY_OFFICER, "Harbour Clinic"),
    ("adam", "Adam Reyes", Role.ADMINISTRATOR, "Harbour Clinic"),
    ("olga", "Olga Sand", Role.NURSE, "Hillside Clinic"),
)
DAN = 2
"""Dan's primary key: his place among the staff."""


def make_staff(plan: Plan) -> None:
    """Facilities, users, roles. All have the same known password, so one hash, salted by the seed, will do."""
    keys = {name: key for key, name in enumerate(FACILITIES, 1)}
    Facility.objects.bulk_create(
        Facility(pk=key, public_id=UUID(public_id(plan, "facility", key)), name=name, time_zone=ZONE)
        for name, key in keys.items()
    )
    salt = sha256(f"{plan.seed} {DEMO_PASSWORD}".encode()).hexdigest()[:22]
    password = make_password(DEMO_PASSWORD, salt=salt)
    users, roles = [], []
    for key, (username, full_name, role, place) in enumerate(STAFF, 1):
        users.append(
            User(
                pk=key,
                public_id=UUID(public_id(plan, "user", key)),
                username=username,
                full_name=full_name,
                facility_id=keys[place],
                password=password,
            )
        )
        roles.append(RoleAssignment(pk=key, user_id=key, facility_id=keys[place], role=role))
    User.objects.bulk_create(users)
    RoleAssignment.objects.bulk_create(roles)
