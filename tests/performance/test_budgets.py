"""Every list and region costs what its budget says, with three rows and with thirty."""

import gzip
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.access.models import Device, Sighting
from features.medications.models import Drug, MedicationOrder
from features.notes.models import Note
from tests.access_matrix import A_DISPLAY
from tests.architecture.doors import address
from tests.budgets import ASKED_BY, BUDGETS, WITHOUT_BUDGET
from tests.chart_rows import fill_chart
from tests.factories import CoverageFactory, DeviceFactory, PatientFactory, ProviderFactory, VisitFactory
from tests.labs.results import report
from tests.routes import routes
from tests.vitals.sets import THEN, take


def fill(harbour, number: int):
    """So many displays and patients; the last patient, who is returned, has so much of everything in their chart."""
    add_displays(harbour, number)
    provider = ProviderFactory(facility=harbour)
    for _ in range(number):
        patient = PatientFactory(at=harbour, primary_provider=provider)
        CoverageFactory(patient=patient)
        VisitFactory(patient=patient, facility=harbour, status="in-progress", ward="Ward 4B", bed="07")
        take(patient, pulse="112", spo2="91", respiratory_rate="24", systolic="104", diastolic="62")
    write_chart(patient, provider, number)
    return fill_chart(patient, number)


def add_displays(harbour, number: int) -> None:
    if not Device.objects.exists():
        DeviceFactory(public_id=A_DISPLAY, facility=harbour, created_by=uuid4())
    for display in DeviceFactory.create_batch(number - 1, facility=harbour):
        Sighting.objects.create(device=display, seen_at=THEN)


def write_chart(patient, provider, number: int) -> None:
    drugs = [Drug.objects.create(display=f"Drug {step}") for step in range(number)]
    for step in range(number):
        at = THEN - timedelta(hours=step)
        take(patient, at=at, pulse=str(60 + step), spo2="91", taken_by=provider)
        report(patient, at=at, number="6.4", flag="HH", range_high="5.1", critical_high="6.2")
        MedicationOrder.objects.create(
            patient=patient,
            drug=drugs[step],
            ordered_by=provider,
            ordered_at=at,
            starts_at=at,
            status="active",
        )
        signed = {"status": "signed", "signed_at": at, "content_hash": "0" * 64, "author": provider}
        told = {
            "patient": patient,
            "kind": "physician",
            "written_at": at,
            "text": "Slept well. " * 20,
            **signed,
        }
        note = Note.objects.create(title="Progress note", **told)
        Note.objects.create(title="Addendum", addendum_to=note, **told)


def test_every_url_has_a_budget_or_a_reason():
    names = {name for name in routes() if not name.startswith(("account_", "mfa_"))}
    assert names == set(BUDGETS) | set(WITHOUT_BUDGET)


@pytest.fixture
def askers(nadia, freda, adam, signed_in):
    """`askers("fragment")` gives the browser that asks for an address, by its name."""
    people = {"nadia": nadia, "freda": freda, "adam": adam}

    def browsers(kind: str):
        clients = {name: signed_in(user, htmx=kind == "fragment") for name, user in people.items()}
        return lambda name: clients[ASKED_BY.get(name) or ASKED_BY.get(name.partition(":")[0], "nadia")]

    return browsers


def statements(client, url: str) -> list[str]:
    """What an address asks of the database once its caches are warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code in (200, 302), url
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("kind", ["fragment", "page"])
def test_statements_are_as_budgeted_and_do_not_grow(kind, harbour, askers):
    """All addresses over one small clinic and one ten times as large: filling it takes longer than asking."""
    client_for = askers(kind)
    counts: dict[str, list[int]] = {name: [] for name in BUDGETS}
    for number in (3, 27):
        patient = fill(harbour, number)
        for name in BUDGETS:
            asked = statements(client_for(name), address(name, patient))
            counts[name].append(len(asked))
            assert not [sql for sql in asked if "COUNT(*)" in sql.upper()], f"{name} counts"

    assert counts == {name: [getattr(budget, kind)] * 2 for name, budget in BUDGETS.items()}


def test_bytes_stay_within_their_budget(harbour, askers):
    patient = fill(harbour, 55)
    too_many = []
    for kind in ("fragment", "page"):
        client_for = askers(kind)
        for name, budget in BUDGETS.items():
            answer = client_for(name).get(address(name, patient), {"size": 50})
            kilobytes = len(gzip.compress(answer.content, 6)) / 1024
            if kilobytes > getattr(budget, f"{kind}_kb"):
                too_many.append(f"{name}, {kind}: {kilobytes:.1f} KB")

    assert too_many == []


def test_a_search_costs_one_statement_more(harbour, nadia, signed_in):
    fill(harbour, 3)
    client = signed_in(nadia, htmx=True)
    found = client.post("/patients/find/", {"text": "family"}).headers["Location"]
    url = f"/patients/?{found.partition('?')[2]}"
    assert "family" in client.get(url).text
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) == 4


def test_a_304_asks_no_more_than_rights_and_rows(harbour, nadia, signed_in):
    fill(harbour, 3)
    client = signed_in(nadia, htmx=True)
    etag = client.get("/patients/listing/").headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/patients/listing/", headers={"If-None-Match": etag}).status_code == 304
    assert len(queries) == 2
