"""The sets of vital signs that the bench reads: millions, lying in the table in the order in which they were taken.

`python -m tests.performance.vitals_db SETS` adds what is missing to the clinic of DATABASE_URL, and prints addresses.

The heaviest patient holds one set in a hundred, some who are in hospital one in five hundred each, the others far
fewer, most of them very few. Two light ones hold 200, taken as closely one after the other as those of the heavy ones.
"""

import json
import sys
import time
from datetime import date, timedelta

import django
from django.db import connection, transaction

LIGHT = 200
EVERY = timedelta(minutes=31)
"""Between two sets of the heaviest patient and of the light ones."""
IN_HOSPITAL = 20
IN_TURN = 200
"""Patients whose sets are saved one after the other."""

PLAN = "CREATE TEMP TABLE planned (patient bigint, number int, first timestamptz, last timestamptz, child boolean)"
PLAN_OTHERS = """
    WITH inside AS (
        SELECT DISTINCT patient_id FROM visits_visit JOIN patients_patient p ON p.id = patient_id
         WHERE facility_id = 1 AND visits_visit.status IN ('arrived', 'triaged', 'in-progress')
           AND p.birth_date < '2005-01-01' AND NOT p.restricted AND p.family_name <> 'Benchmark'
         ORDER BY 1 LIMIT %(inside)s
    ), deep AS (
        INSERT INTO planned
        SELECT patient_id, %(deep)s, now() - interval '4 years', now() - random() * interval '6 hours', false
          FROM inside
        RETURNING number
    ), others AS (
        SELECT id, power(-ln(1 - random()), 2) AS weight FROM patients_patient
         WHERE birth_date < '2005-01-01' AND family_name <> 'Benchmark' AND id NOT IN (SELECT patient_id FROM inside)
    ), numbered AS (
        SELECT id, ceil((%(others)s - (SELECT coalesce(sum(number), 0) FROM deep))
                        * weight / sum(weight) OVER ()) AS number
          FROM others
    ), dated AS MATERIALIZED (
        SELECT id, number, now() - random() * interval '300 days' AS last, random() AS share
          FROM numbered WHERE number > 0
    )
    INSERT INTO planned
    SELECT id, number, last - (0.1 + share) * interval '6 years', last, false FROM dated
"""
TAKE = """
    INSERT INTO vitals_vitalsigns (
        public_id, version, created_at, created_by, updated_at, updated_by, patient_id, visit_id, taken_at, taken_by_id,
        status, error_reason, respiratory_rate, spo2, oxygen_device, oxygen_flow, systolic, diastolic, pulse,
        temperature, consciousness, pain, weight, height, typed, confirmed, not_measured)
    SELECT uuidv7(), 1, taken, author, taken, author, patient, visit, taken, provider,
           CASE WHEN slip < 0.005 THEN 'entered-in-error' ELSE 'final' END,
           CASE WHEN slip < 0.005 THEN 'wrong patient' ELSE '' END,
           round(12 + 12 * child::int + 6 * a + 14 * ill), round(99 - 3 * b - 9 * ill),
           CASE WHEN ill > 0.5 THEN 'nasal cannula' ELSE 'air' END,
           CASE WHEN ill > 0.5 THEN round(1 + 5 * a) END,
           systolic, round(systolic * 0.62), round((62 + 45 * child::int + 28 * b + 45 * ill)),
           round((36.3 + 1.1 * a + 1.9 * ill)::numeric, 1),
           CASE WHEN ill > 0.93 THEN 'V' WHEN ill > 0.85 THEN 'C' ELSE 'A' END,
           CASE WHEN b > 0.5 THEN round(10 * a * ill) END,
           CASE WHEN seldom < 0.01 + 0.04 * child::int
                THEN round((CASE WHEN child THEN 13 ELSE 70 END + 3 * a)::numeric, 1) END,
           CASE WHEN seldom < 0.003 + 0.04 * child::int
                THEN round((CASE WHEN child THEN 94 ELSE 168 END + 3 * b)::numeric, 1) END,
           '{}', '{}', '{}'
      FROM (
        SELECT taken, patient, visit, child, ill, a, b, slip, seldom, round(134 - 24 * a - 34 * ill) AS systolic,
               (%(providers)s)[1 + (slip * 1e6)::int %% %(many)s] AS provider, %(author)s::uuid AS author
          FROM (
            SELECT sets.*, v.id AS visit, random() AS a, random() AS b, power(random(), 4) AS ill, random() AS slip,
                   random() AS seldom
              FROM (
                SELECT patient, child,
                       date_trunc('minute', last - (last - first) * (step + 0.3 * random()) / number) AS taken
                  FROM planned CROSS JOIN LATERAL generate_series(0, number - 1) AS step
                 ORDER BY taken
              ) sets
              LEFT JOIN visits_visit v ON v.patient_id = sets.patient AND v.starts_at <= taken
                    AND v.status IN ('arrived', 'triaged', 'in-progress') AND v.facility_id = 1
          ) drawn
      ) told
"""
PLAIN_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'vitals_vitalsigns'
       AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'vitals_vitalsigns'::regclass)
"""
MOVE_ON = """
    UPDATE vitals_vitalsigns s SET taken_at = taken_at + moved.lag, created_at = created_at + moved.lag
      FROM (SELECT date_trunc('minute', now()) - max(taken_at) AS lag
              FROM vitals_vitalsigns WHERE patient_id = %s) moved
     WHERE patient_id = %s AND lag > interval '1 hour'
"""
"""What is kept since another day becomes of today: the recent periods hold something."""


def main(sets: int) -> None:
    from django.urls import reverse

    from features.foundation.audit.actors import Actor
    from features.vitals.models import VitalSigns
    from features.vitals.observing import settle

    heaviest, deep = max(sets // 100, LIGHT * 2), max(sets // 500, LIGHT + 50)
    with transaction.atomic():
        known = {
            "heaviest": patient_with(heaviest, date(1950, 5, 17)),
            "light": patient_with(LIGHT, date(1950, 5, 17)),
            "heavy child": patient_with(deep, date.today() - timedelta(days=1200)),
            "light child": patient_with(LIGHT, date.today() - timedelta(days=1200)),
        }
    began = time.perf_counter()
    if not VitalSigns.objects.filter(patient=known["heaviest"]).exists():
        load(sets, deep, {known["heaviest"].pk: heaviest, known["light"].pk: LIGHT},
             {known["heavy child"].pk: deep, known["light child"].pk: LIGHT})  # fmt: skip
    loading = time.perf_counter() - began
    with connection.cursor() as cursor:
        for patient in known.values():
            without_triggers(cursor)
            cursor.execute(MOVE_ON, [patient.pk, patient.pk])
            cursor.execute("SET session_replication_role = origin")
            with transaction.atomic():
                settle(patient=patient, by=Actor.system("bench"))
        cursor.execute("SELECT count(*), pg_total_relation_size('vitals_vitalsigns') FROM vitals_vitalsigns")
        rows, size = cursor.fetchone()
        cursor.execute(
            """SELECT p.public_id FROM patients_patientfacility p WHERE facility_id = 1 AND NOT restricted
                  AND birth_date < '2005-01-01' AND family_name <> 'Benchmark'
                ORDER BY patient_id %% 97, patient_id LIMIT %s""",
            [IN_TURN],
        )
        in_turn = [reverse("vitals:record", args=[one]) for (one,) in cursor.fetchall()]
    told = {
        name: {
            "flowsheet": reverse("vitals:flowsheet", args=[one.public_id]),
            "sets": VitalSigns.objects.filter(patient=one).count(),
            "deep": at_depth(one),
        }
        for name, one in known.items()
    }
    print(json.dumps({"patients": told, "in_turn": in_turn, "rows": rows, "bytes": size, "loading": loading}))


def patient_with(number: int, born: date):
    """Somebody in hospital with so many sets, some years of it; made once."""
    from features.foundation.access.models import Facility
    from features.foundation.records.clock import now
    from features.patients.models import Patient
    from features.visits.models import Visit
    from tests.factories import PatientFactory
    from tests.performance.charts_db import free_number

    age = "child" if born.year > 2000 else "adult"
    name = {"family_name": "Benchmark", "given_names": f"{number} sets, {age}"}
    if known := Patient.objects.filter(**name).first():
        return known
    harbour = Facility.objects.get(name="Harbour Clinic")
    patient = PatientFactory(**name, birth_date=born, mrn_number=free_number(), at=harbour)
    Visit.objects.create(
        patient=patient, facility=harbour, status="in-progress", visit_class="IMP", ward="4 West", bed="1",
        starts_at=now() - EVERY * number,
    )  # fmt: skip
    return patient


def load(sets: int, deep: int, adults: dict[int, int], children: dict[int, int]) -> None:
    """Plans how many sets each patient has, and takes them, without triggers; plain indexes are built anew after."""
    with transaction.atomic(), connection.cursor() as cursor:
        without_triggers(cursor)
        cursor.execute(
            "SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL work_mem = '256MB'; SELECT setseed(0.5)"
        )
        cursor.execute(PLAN)
        for patient, number in {**adults, **children}.items():
            row = [patient, number, number * EVERY, patient in children]
            cursor.execute("INSERT INTO planned VALUES (%s, %s, now() - %s, now(), %s)", row)
        others = sets - sum(adults.values()) - sum(children.values())
        cursor.execute(PLAN_OTHERS, {"inside": IN_HOSPITAL, "deep": deep, "others": others})
        cursor.execute("SELECT array_agg(id) FROM patients_provider")
        providers = cursor.fetchone()[0]
        cursor.execute("SELECT public_id FROM access_user WHERE username = 'nadia'")
        author = cursor.fetchone()[0]
        cursor.execute(PLAIN_INDEXES)
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(TAKE, {"providers": providers, "many": len(providers), "author": author})
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE vitals_vitalsigns")


def without_triggers(cursor) -> None:
    cursor.execute("SET session_replication_role = replica")


def at_depth(patient) -> str:
    """The token of a page of the flowsheet three quarters down."""
    from features.foundation.ui.keyset import Position
    from features.vitals.models import VitalSigns

    newest_first = VitalSigns.objects.filter(patient=patient).order_by("-taken_at", "-id")
    depth = newest_first.count() * 3 // 4
    return Position("taken", newest_first.values_list("public_id", flat=True)[depth]).token()


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
