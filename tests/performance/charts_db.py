"""The charts that the bench reads: many of the made clinic, and two that differ by their number of results only.

`python -m tests.performance.charts_db` adds what is missing to the clinic of DATABASE_URL and prints addresses as JSON.
"""

import json
from datetime import timedelta
from decimal import Decimal

import django
from django.db import connection, transaction

FEW, MANY, TESTS = 200, 20_000, 20
SAMPLE = 200
"""Charts that are read in turn, so that the slow ones count."""


def main() -> None:
    from django.urls import reverse

    from features.patients.models import PatientFacility

    rows = PatientFacility.objects.filter(facility__name="Harbour Clinic", restricted=False)
    every = list(rows.order_by("patient_id").values_list("public_id", flat=True))
    ids = every[:: max(1, len(every) // SAMPLE)][:SAMPLE]
    with transaction.atomic():
        few, many = (with_results(number).public_id for number in (FEW, MANY))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE labs_labresult")
    addresses = {
        "charts": [reverse("chart:summary", args=[one]) for one in ids],
        "few": reverse("chart:summary", args=[few]),
        "many": reverse("chart:summary", args=[many]),
        "region": reverse("labs:latest", args=[many]),
    }
    print(json.dumps(addresses))


def with_results(number: int):
    """A patient with so many results of twenty tests; made once."""
    from features.foundation.access.models import Facility
    from features.labs.models import LabResult
    from features.patients.models import Patient
    from tests.factories import PatientFactory
    from tests.labs.results import LOINC, THEN

    name = {"family_name": "Benchmark", "given_names": f"{number} results"}
    if known := Patient.objects.filter(**name).first():
        return known
    patient = PatientFactory(**name, mrn_number=free_number(), at=Facility.objects.get(name="Harbour Clinic"))
    rows = (
        LabResult(
            patient=patient, code_system=LOINC, code=f"{step % TESTS}-0", display=f"Test {step % TESTS}",
            unit="mmol/L", status="final", effective_at=THEN - timedelta(hours=step), number=Decimal(step % 90),
        )
        for step in range(number)
    )  # fmt: skip
    LabResult.objects.bulk_create(rows, batch_size=1_000)
    return patient


def free_number() -> int:
    """The next number of an MRN: a made clinic has used all before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('patients_mrn_number')")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    django.setup()
    main()
