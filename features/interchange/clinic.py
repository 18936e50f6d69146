"""Fills an empty database with a made clinic: facilities, staff who can sign in, providers, payers, patients."""

import csv
import random
from collections.abc import Iterable
from datetime import date
from io import StringIO

import pgtrigger
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import connection

from features.foundation.access.models import Facility, RoleAssignment, User
from features.foundation.access.permissions import Role
from features.foundation.audit.actors import Actor
from features.foundation.audit.services import record
from features.foundation.clinical.check_characters import complete_mrn
from features.foundation.records.clock import now, today
from features.foundation.records.identifiers import new_public_id
from features.foundation.records.services import one_transaction
from features.interchange.invented import PAYERS, PROVIDERS, more_providers, people
from features.patients.models import Patient, Payer, Provider
from features.patients.services import forget_lists

DEMO_PASSWORD = "chartside-demo"  # nosec B105  # printed by `make run`, refused elsewhere
ZONE = "Europe/London"
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
PATIENTS_OF_A_PROVIDER = 500
"""A clinic gets one provider more for so many patients."""
ELSEWHERE = 5
"""One patient in so many belongs to the other facility instead."""


class ClinicRefused(Exception):
    """Why no clinic was made, in one sentence."""


def make_clinic(*, patients: int, seed: int = 1) -> int:
    """Makes the clinic in one transaction and returns the number of patients made for its main facility."""
    if not settings.DEMO_CLINIC_ALLOWED:
        raise ClinicRefused("A made clinic with known passwords is refused in this environment.")
    if User.objects.exists():
        raise ClinicRefused("The database is not empty: nothing was made.")
    with one_transaction(by=None, request_id="make_clinic"):
        prefer_indexes()
        facilities = make_staff()
        providers = make_catalogues(
            facilities["Harbour Clinic"], patients // PATIENTS_OF_A_PROVIDER, seed=seed
        )
        make_patients(patients, facilities, providers, seed=seed)
        forget_lists(facilities=[facility.pk for facility in facilities.values()])
        record(
            action="make-clinic",
            actor=Actor.system("make_clinic"),
            category="identity",
            reason=f"{patients} patients",
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM patients_patientfacility")
        return cursor.fetchone()[0]


def prefer_indexes() -> None:
    """For this transaction: tables that grow from empty have no statistics, and triggers would scan them whole."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")


def make_staff() -> dict[str, Facility]:
    """The cast of the demo sign-ins, each with one role."""
    names = dict.fromkeys(facility for *_, facility in STAFF)
    facilities = {name: Facility.objects.create(name=name, time_zone=ZONE) for name in names}
    for username, full_name, role, place in STAFF:
        user = User.objects.create(
            username=username,
            full_name=full_name,
            facility=facilities[place],
            password=make_password(DEMO_PASSWORD),
        )
        RoleAssignment.objects.create(user=user, facility=facilities[place], role=role)
    return facilities


def make_catalogues(facility: Facility, more: int, *, seed: int) -> list[Provider]:
    """Payers, and the providers of the main facility: Dan, a few others by name, and `more` in a large clinic."""
    Payer.objects.bulk_create(Payer(name=name) for name in PAYERS)
    people_here = {user.full_name: user for user in User.objects.filter(facility=facility)}
    providers = [
        Provider(
            family_name=family,
            given_names=given,
            name_prefix=prefix,
            facility=facility,
            user=people_here.get(f"{given} {family}"),
        )
        for family, given, prefix in (*PROVIDERS, *more_providers(more, seed=seed))
    ]
    return Provider.objects.bulk_create(providers)


def make_patients(
    number: int, facilities: dict[str, Facility], providers: list[Provider], *, seed: int
) -> None:
    """Patients, coverage and then links, by COPY; the links take everything from the other two."""
    chance = random.Random(seed)  # nosec B311  # made people need no secret
    on = today(ZONE)
    harbour, hillside = (facilities[name].pk for name in ("Harbour Clinic", "Hillside Clinic"))
    payers = list(Payer.objects.values_list("pk", flat=True))
    first_id, first_mrn = _reserve(number)
    copied_at = now().isoformat()
    patients, links, coverages = [], [], []
    for index, person in enumerate(people(number + number // ELSEWHERE, on=on, seed=seed)):
        is_elsewhere = index >= number
        key, mrn = first_id + index, first_mrn + index
        provider = None if is_elsewhere or chance.random() < 0.1 else chance.choice(providers).pk
        patients.append(
            (key, new_public_id(), 1, copied_at, copied_at, mrn, complete_mrn(mrn), person.family_name,
             person.given_names, "", "", person.birth_date, person.birth_precision, person.sex,
             person.phone_mobile, person.phone_home, person.status, provider, *EMPTY_DETAILS)
        )  # fmt: skip
        if chance.random() < 0.85:
            member = f"M{chance.randrange(10**8):08d}"
            coverages.append((new_public_id(), 1, copied_at, copied_at, key, chance.choice(payers), member, 1,
                              date(2024, 1, 1), "insurance", "", "", "", ""))  # fmt: skip
        links.append((hillside if is_elsewhere else harbour, key, copied_at))
    copy("patients_patient", PATIENT_COLUMNS, patients)
    with pgtrigger.ignore("patients.Coverage:links_follow_coverage"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # tells the server what is ignored: COPY passes pgtrigger by
        copy("patients_coverage", COVERAGE_COLUMNS, coverages)
    copy("patients_patientfacility", ("facility_id", "patient_id", "linked_at"), links)


PATIENT_COLUMNS = (
    "id", "public_id", "version", "created_at", "updated_at", "mrn_number", "mrn", "family_name", "given_names",
    "name_prefix", "name_suffix", "birth_date", "birth_precision", "sex", "phone_mobile", "phone_home", "status",
    "primary_provider_id", "phone_work", "email", "preferred_name", "sex_at_birth", "gender_identity", "language",
    "marital_status", "birth_date_estimated", "restricted",
)  # fmt: skip
EMPTY_DETAILS = ("",) * 7 + (False,) * 2
COVERAGE_COLUMNS = (
    "public_id", "version", "created_at", "updated_at", "patient_id", "payer_id", "member_id", "priority", "starts_on",
    "kind", "group_number", "plan", "subscriber_name", "subscriber_relationship",
)  # fmt: skip


def _reserve(number: int) -> tuple[int, int]:
    """The first of as many patient keys and MRN numbers as are needed, taken from their sequences."""
    wanted = number + number // ELSEWHERE
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT min(k), min(m) FROM (
                   SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS k, nextval('patients_mrn_number') AS m
                     FROM generate_series(1, %s)) taken""",
            [Patient._meta.db_table, max(wanted, 1)],
        )
        return cursor.fetchone()


def copy(table: str, columns: Iterable[str], rows: Iterable[tuple]) -> None:
    """COPY … FROM STDIN with CSV; a None is NULL, an empty string stays one."""
    text = StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NOTNULL)
    writer.writerows(rows)
    text.seek(0)
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", text)
