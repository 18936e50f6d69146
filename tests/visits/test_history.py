"""All visits of a chart: what they were, where, and how they ended."""

import pytest
from django.urls import reverse

from features.patients.models import Organization, Provider
from tests import chart_rows
from tests.factories import PatientFactory
from tests.problems.test_history import read


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def test_a_visit_elsewhere_says_where_and_with_whom(patient, dan, signed_in):
    elsewhere = Organization.objects.create(name="Good Samaritan")
    provider = Provider.objects.create(family_name="Runte", given_names="Cedrick")
    chart_rows.visit(
        patient,
        organization=elsewhere,
        provider=provider,
        ward="4B",
        bed="07",
        reason="Fall",
        visit_class="EMER",
    ).save()
    [row] = read(signed_in(dan, htmx=True), "visits:history", patient)
    assert "Emergency department Fall finished Good Samaritan, 4B, 07 Runte, Cedrick" in row


def test_every_class_and_status_can_be_chosen_and_narrows(patient, dan, signed_in):
    chart_rows.visit(patient, visit_class="EMER", reason="One").save()
    chart_rows.visit(patient, visit_class="IMP", status="cancelled", reason="Two").save()
    client = signed_in(dan, htmx=True)
    assert ["One" in row for row in read(client, "visits:history", patient, visit_class="EMER")] == [True]
    assert ["Two" in row for row in read(client, "visits:history", patient, status="cancelled")] == [True]
    assert read(client, "visits:history", patient, status="cancelled", visit_class="EMER") == []
    assert len(read(client, "visits:history", patient, status="'; --")) == 2


def test_the_front_desk_reads_when_and_where_a_visit_was_and_not_what_for(patient, freda, dan, signed_in):
    chart_rows.visit(
        patient, type_display="Encounter for asthma", reason="Wheezing", visit_class="EMER", ward="4B"
    ).save()
    recent = reverse("visits:recent", args=[patient.public_id])
    for person, words in ((freda, set()), (dan, {"asthma", "Wheezing"})):
        client = signed_in(person, htmx=True)
        [row] = read(client, "visits:history", patient)
        assert "4B" in row
        for told in (row, client.get(recent).text):
            assert {word for word in ("asthma", "Wheezing") if word in told} == words
            assert ("Emergency department" in told) == (person is freda)


def test_a_visit_of_next_year_can_be_found(patient, dan, signed_in):
    page = signed_in(dan).get(reverse("visits:history", args=[patient.public_id])).content.decode()
    assert '<option value="2027">' in page
    assert '<option value="1980">' in page
    assert '<option value="1979">' not in page
