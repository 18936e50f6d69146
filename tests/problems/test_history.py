"""What a chart says of problems, allergies and immunizations that are over or never were."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from features.problems.models import AllergyReaction
from tests import chart_rows
from tests.factories import PatientFactory


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


def read(client, name: str, patient, **query) -> list[str]:
    """Each row as its words."""
    html = client.get(reverse(name, args=[patient.public_id]), query).content.decode()
    rows = re.findall(r"<tr>(<td.*?)</tr>", html, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in rows]


def html_of(client, name: str, patient) -> str:
    return client.get(reverse(name, args=[patient.public_id])).content.decode()


def test_a_date_is_shown_as_far_as_it_is_known(patient, dan, signed_in):
    for number, (precision, _words) in enumerate(DATES):
        chart_rows.problem(
            patient, number, onset_on=date(1958, 3, 14), onset_precision=precision, display=precision
        ).save()
    chart_rows.problem(patient, 9, display="undated").save()

    rows = read(signed_in(dan, htmx=True), "problems:history", patient, sort="recorded")

    for row, (precision, words) in zip(rows, [*DATES, ("undated", "confirmed – –")], strict=True):
        assert row.startswith(precision)
        assert words in row, row


DATES = [("day", "14 Mar 1958"), ("month", "confirmed Mar 1958"), ("year", "confirmed 1958")]


def test_problems_are_present_past_or_never_were(patient, dan, signed_in):
    for display, status, verification in (
        ("Asthma", "active", "confirmed"),
        ("Relapsed", "relapse", "provisional"),
        ("Healed", "resolved", "confirmed"),
        ("Quiet", "remission", "confirmed"),
        ("Suspected", "inactive", "refuted"),
        ("Mistyped", "", "entered-in-error"),
    ):
        chart_rows.problem(patient, display=display, status=status, verification=verification).save()
    client = signed_in(dan, htmx=True)

    def names(**query):
        return {row.split()[0] for row in read(client, "problems:history", patient, **query)}

    assert names(standing="present") == {"Asthma", "Relapsed"}
    assert names(standing="past") == {"Healed", "Quiet"}
    assert names(standing="never") == {"Suspected", "Mistyped"}
    assert len(names()) == len(names(standing="nonsense")) == 6


def test_what_was_entered_in_error_is_struck_through_and_says_so(patient, dan, signed_in):
    wrong = {"status": "", "verification": "entered-in-error", "display": "Wrong"}
    chart_rows.problem(patient, **wrong).save()
    chart_rows.allergy(patient, **wrong).save()
    chart_rows.immunization(patient, display="Wrong", status="entered-in-error").save()
    for name in ("problems:history", "problems:allergy_history", "problems:immunization_history"):
        html = html_of(signed_in(dan, htmx=True), name, patient)
        assert "<s><bdi>Wrong</bdi></s>" in html
        assert "entered in error" in html


def test_a_refuted_allergy_is_shown_as_refuted_and_never_as_one(patient, dan, signed_in):
    chart_rows.allergy(patient, display="Penicillin", verification="refuted", status="inactive").save()
    chart_rows.allergy(patient, display="Latex").save()
    client = signed_in(dan, htmx=True)

    rows = {row.split()[0]: row for row in read(client, "problems:allergy_history", patient)}

    assert "refuted" in rows["Penicillin"] and "inactive" in rows["Penicillin"]
    assert "refuted" not in rows["Latex"]
    assert '<span data-verification="refuted">refuted</span>' in html_of(
        client, "problems:allergy_history", patient
    )
    assert [
        row.split()[0] for row in read(client, "problems:allergy_history", patient, standing="present")
    ] == ["Latex"]


def test_an_allergy_shows_each_reaction_with_its_severity_in_order(patient, dan, signed_in):
    allergy = chart_rows.allergy(patient, display="Peanut", criticality="high", category="food")
    allergy.save()
    for display, severity in (("Hives", "mild"), ('Anaphylaxis "grade 4" \\ <b>', "severe"), ("Itch", "")):
        AllergyReaction.objects.create(patient=patient, allergy=allergy, display=display, severity=severity)

    [row] = read(signed_in(dan, htmx=True), "problems:allergy_history", patient)

    assert 'Hives (mild), Anaphylaxis "grade 4" \\ <b> (severe), Itch high food active confirmed' in row


def test_a_vaccine_that_was_not_given_says_why(patient, dan, signed_in):
    chart_rows.immunization(
        patient, display="Influenza", status="not-done", not_done_reason="Patient declined", lot_number="L7"
    ).save()
    [row] = read(signed_in(dan, htmx=True), "problems:immunization_history", patient)
    assert "Influenza not given: Patient declined" in row
    assert "L7" in row


def test_the_doses_of_a_vaccine_stand_together(patient, dan, signed_in):
    for number, display in enumerate(["MMR", "DTaP", "MMR", "DTaP"]):
        chart_rows.immunization(patient, number * 2, display=display, dose=str(number)).save()
    rows = read(signed_in(dan, htmx=True), "problems:immunization_history", patient, sort="vaccine")
    assert [" ".join((row.split()[0], row.split()[2])) for row in rows] == [
        "DTaP 1",
        "DTaP 3",
        "MMR 0",
        "MMR 2",
    ]


@pytest.mark.parametrize("name", ["history", "history_listing", "immunization_history"])
def test_the_front_desk_reads_no_problems(name, patient, freda, signed_in):
    assert signed_in(freda).get(reverse(f"problems:{name}", args=[patient.public_id])).status_code == 403


def test_a_nurse_of_another_clinic_finds_nobody(patient, olga, signed_in):
    for name in ("history", "allergy_history", "immunization_history"):
        assert signed_in(olga).get(reverse(f"problems:{name}", args=[patient.public_id])).status_code == 404


def test_the_summary_leads_to_every_history(patient, dan, signed_in):
    page = signed_in(dan).get(reverse("chart:summary", args=[patient.public_id])).content.decode()
    for name in (
        "problems:history", "problems:allergy_history", "problems:immunization_history", "visits:history",
        "vitals:measurement_history", "interchange:kept", "patients:coverages", "labs:results",
    ):  # fmt: skip
        assert f'href="{reverse(name, args=[patient.public_id])}"' in page, name
