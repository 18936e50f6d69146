"""The chart's summary: what it is composed of, for whom, at which cost, and how each region refreshes itself."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now, stopped_at
from tests.factories import (
    AllergyFactory,
    CoverageFactory,
    LabResultFactory,
    MedicationOrderFactory,
    NoteFactory,
    PatientFactory,
    ProblemFactory,
    VisitFactory,
    VitalSignsFactory,
)

REGION = re.compile(r'data-region="([\w:]+)" data-etag="([^ ]+)" hx-get="([^"]+)"')
CLINICAL = {
    "vitals:latest", "vitals:measurements", "labs:latest", "medications:active", "problems:problems",
    "problems:allergies", "problems:immunizations", "notes:recent", "visits:recent", "interchange:documents",
}  # fmt: skip
WHO = {"patients:banner", "patients:insurance", "patients:identity"}


def regions(html: str) -> dict[str, tuple[str, str]]:
    """ETag and address of each region on a page."""
    return {name: (etag.replace("&quot;", '"'), url) for name, etag, url in REGION.findall(html)}


def fill(patient, number: int) -> None:
    """A chart with so many of everything that a summary shows."""
    for at in range(number):
        when = now() - timedelta(hours=at)
        VitalSignsFactory(
            patient=patient, taken_at=when, pulse=70 + at % 20, systolic=120, diastolic=70, weight=70
        )
        for test in range(8):
            LabResultFactory(patient=patient, code=f"{test}-1", display=f"Test {test}", effective_at=when)
        MedicationOrderFactory(patient=patient)
        ProblemFactory(patient=patient)
        AllergyFactory(patient=patient)
        NoteFactory(patient=patient, written_at=when)
        VisitFactory(patient=patient, starts_at=when)


def test_a_clinician_sees_every_region(amara, nadia, chart):
    assert set(regions(chart(nadia, amara))) == CLINICAL | WHO


def test_the_front_desk_sees_who_it_is_visits_and_insurance_and_nothing_clinical(amara, freda, chart):
    ProblemFactory(patient=amara, display="Depression")
    VitalSignsFactory(patient=amara, pulse=133)

    page = chart(freda, amara)

    assert set(regions(page)) == WHO | {"visits:recent"}
    assert "Depression" not in page
    assert "/min" not in page


@pytest.mark.parametrize("part", [(), ("banner",), ("preview",)])
def test_the_front_desk_is_told_that_there_is_an_allergy_and_not_which(part, amara, freda, chart):
    assert "Allergies not asked" in chart(freda, amara, *part)
    AllergyFactory(patient=amara, display="Latex", criticality="high")

    told = chart(freda, amara, *part)

    assert "Allergies recorded" in told
    assert "Latex" not in told
    assert 'class="allergy"' not in told, "how bad it is is not told either"


def test_the_privacy_officer_sees_who_it_is_only(amara, petra, chart):
    AllergyFactory(patient=amara, display="Latex")

    page = chart(petra, amara)

    assert set(regions(page)) == WHO
    assert "Latex" not in page


def test_an_empty_chart_says_so_everywhere(amara, dan, chart):
    page = chart(dan, amara)

    for words in (
        "Allergies not asked",
        "No results yet",
        "No active medication",
        "No present problem",
        "Nobody has asked yet",
        "No notes yet",
        "No visit is recorded",
        "No insurance is recorded",
    ):
        assert words in page


def test_each_region_of_the_page_is_unchanged_at_its_own_address(amara, dan, chart, signed_in):
    fill(amara, 2)
    client = signed_in(dan, htmx=True)

    for name, (etag, url) in regions(chart(dan, amara)).items():
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304, name


@pytest.mark.parametrize(
    ("write", "changed"),
    [
        (VitalSignsFactory, {"vitals:latest"}),
        (LabResultFactory, {"labs:latest"}),
        (MedicationOrderFactory, {"medications:active"}),
        (ProblemFactory, {"problems:problems"}),
        (AllergyFactory, {"problems:allergies", "patients:banner"}),
        (NoteFactory, {"notes:recent"}),
        (VisitFactory, {"visits:recent"}),
        (CoverageFactory, {"patients:insurance"}),
    ],
)
def test_a_write_changes_the_regions_that_show_it_and_no_other(write, changed, amara, dan, chart, signed_in):
    before = regions(chart(dan, amara))
    write(patient=amara, **({"pulse": 70} if write is VitalSignsFactory else {}))
    client = signed_in(dan, htmx=True)

    fresh = {
        name
        for name, (etag, url) in before.items()
        if client.get(url, headers={"If-None-Match": etag}).status_code == 200
    }
    assert fresh == changed


def test_sql_by_hand_is_noticed_as_well(amara, dan, chart, signed_in):
    problem = ProblemFactory(patient=amara)
    etag, url = regions(chart(dan, amara))["problems:problems"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE problems_problem SET display = 'Gout' WHERE id = %s", [problem.pk])

    answer = signed_in(dan, htmx=True).get(url, headers={"If-None-Match": etag})

    assert "Gout" in answer.content.decode()


def test_a_record_that_moves_to_another_patient_changes_both_charts(amara, dan, harbour, chart, signed_in):
    other = PatientFactory(at=harbour)
    problem = ProblemFactory(patient=amara)
    before = [regions(chart(dan, patient))["problems:problems"] for patient in (amara, other)]
    problem.patient = other
    problem.save()

    client = signed_in(dan, htmx=True)
    for etag, url in before:
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_a_medication_that_ends_by_itself_changes_its_region(amara, dan, signed_in):
    MedicationOrderFactory(patient=amara, ends_at=now() + timedelta(minutes=5), drug__display="Levofloxacin")
    url = f"/patients/{amara.public_id}/medications/active/"
    client = signed_in(dan, htmx=True)
    before = client.get(url)
    with stopped_at(now() + timedelta(minutes=6)):
        after = client.get(url, headers={"If-None-Match": before.headers["ETag"]})

    assert "Levofloxacin" in before.content.decode()
    assert after.status_code == 200
    assert "Levofloxacin" not in after.content.decode()


def test_the_cost_does_not_grow_with_the_chart(amara, dan, harbour, signed_in):
    full = PatientFactory(at=harbour)
    fill(full, 30)
    client = signed_in(dan)
    counts = []
    for patient in (amara, full):
        client.get(f"/patients/{patient.public_id}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/patients/{patient.public_id}/")
        counts.append(len(queries))
        assert not [query for query in queries if "count(" in query["sql"].lower()]

    assert counts[0] == counts[1] <= 14


def test_one_reading_of_a_chart_is_one_row_in_the_trail(amara, dan, chart):
    chart(dan, amara)

    assert [(row.action, row.category) for row in AuditEvent.objects.filter(action="read")] == [
        ("read", "chart")
    ]


def test_a_region_read_by_itself_leaves_a_row_with_its_kind(amara, dan, chart):
    chart(dan, amara, "labs/latest")

    row = AuditEvent.objects.get(action="read")
    assert (row.action, row.category, row.patient) == ("read", "labs", amara.public_id)


def test_a_region_visited_plainly_stands_under_the_banner(amara, dan, signed_in):
    page = signed_in(dan).get(f"/patients/{amara.public_id}/labs/latest/").content.decode()

    assert "<title>" in page
    assert page.index("Okafor, Amara") < page.index("No results yet")
