"""The preview of a patient in the list: what it tells to whom, what it costs the trail, and how long it stands."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now, stopped_at
from features.patients.models import CareTeamMember
from features.problems.models import Pregnancy
from features.vitals.models import ObservationClock
from tests.chart_rows import fill_chart
from tests.factories import (
    AllergyFactory,
    MedicationOrderFactory,
    PatientFactory,
    ProblemFactory,
    ProviderFactory,
    VisitFactory,
    VitalSignsFactory,
)
from tests.pages_read import words


@pytest.fixture
def preview(chart):
    return lambda person, patient: words(chart(person, patient, "preview"))


@pytest.fixture
def written(amara):
    """Something of everything that a preview can tell."""
    amara.phone_mobile = "+44 7700 900002"
    amara.save()
    AllergyFactory(patient=amara, display="Latex")
    VitalSignsFactory(patient=amara, pulse=131, systolic=104, diastolic=62)
    ProblemFactory(patient=amara, display="Depression", verification="provisional")
    MedicationOrderFactory(patient=amara, drug__display="Sertraline 50 mg", dose=50, dose_unit="mg")
    VisitFactory(
        patient=amara,
        type_display="Psychiatric consultation",
        reason="Low mood",
        starts_at=datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    )
    return amara


def test_a_clinician_is_told_who_it_is_what_alerts_and_how_they_are(written, nadia, preview):
    told = preview(nadia, written)

    for said in (
        "Okafor, Amara 67 y female Born 2 Jun 1958 MRN",
        "Latex",
        "Pulse 131 /min critical high",
        "Blood pressure 104/62 mmHg normal",
        "Temperature – not recorded",
        "Problems Depression provisional",
        "Medications Sertraline 50 mg 50 mg",
        "Last visit Psychiatric consultation: Low mood 2 Mar 2026, 09:30",
        "+44 7700 900002",
    ):
        assert said in told


def test_the_front_desk_is_told_nothing_clinical(written, freda, preview):
    told = preview(freda, written)

    for said in (
        "Okafor, Amara",
        "Allergies recorded",
        "Last visit Outpatient visit 2 Mar 2026, 09:30",
        "+44 7700 900002",
    ):
        assert said in told
    for kept in (
        "Latex",
        "Pulse",
        "Depression",
        "Sertraline",
        "Psychiatric",
        "Low mood",
        "Problems",
        "Medications",
    ):
        assert kept not in told


def test_the_privacy_officer_is_told_who_it_is_only(written, petra, preview):
    told = preview(petra, written)

    assert "Okafor, Amara" in told
    assert not [kept for kept in ("Latex", "Pulse", "Depression", "Sertraline", "visit") if kept in told]


def test_a_permission_that_is_denied_takes_its_part_away(written, nadia, preview):
    nadia.denied = ["prescriptions.read"]
    nadia.save()

    told = preview(nadia, written)

    assert "Depression" in told
    assert "Medications" not in told


def test_where_nothing_is_recorded_it_says_so(amara, nadia, preview):
    told = preview(nadia, amara)

    for said in (
        "Allergies not asked",
        "No vital signs are recorded.",
        "No present problem is recorded.",
        "No active medication is recorded.",
        "No visit is recorded.",
    ):
        assert said in told


@pytest.mark.parametrize(("problems", "said"), [(4, ""), (6, "and 2 more"), (31, "and more")])
def test_the_first_few_are_told_and_how_many_follow(problems, said, amara, nadia, preview):
    for number in range(problems):
        ProblemFactory(patient=amara, display=f"Problem {number}.")

    told = preview(nadia, amara)

    assert told.count("Problem ") == 4
    assert said in told if said else "more" not in told


def test_what_is_wrong_over_planned_or_held_is_not_told_as_present(amara, nadia, preview):
    VitalSignsFactory(patient=amara, pulse=200, status="entered-in-error", error_reason="wrong patient")
    ProblemFactory(patient=amara, display="Gout", status="resolved")
    ProblemFactory(patient=amara, display="Asthma", verification="refuted")
    MedicationOrderFactory(patient=amara, drug__display="Aspirin", status="stopped")
    MedicationOrderFactory(patient=amara, drug__display="Warfarin", status="on-hold")
    VisitFactory(patient=amara, status="planned", type_display="Review")

    told = preview(nadia, amara)

    assert not [over for over in ("200", "Gout", "Asthma", "Aspirin", "Review") if over in told]
    assert "Warfarin on hold" in told


@pytest.mark.parametrize(
    ("sign", "value", "said"),
    [
        ("temperature", "36.056", "36.1 °C normal"),
        ("temperature", "38.36", "38.4 °C high"),
        ("spo2", "0", "0 % critical low"),
    ],
)
def test_a_sign_is_judged_as_in_the_strip_of_the_chart(sign, value, said, amara, nadia, preview):
    VitalSignsFactory(patient=amara, **{sign: Decimal(value)})

    assert said in preview(nadia, amara)


def test_a_sign_of_another_time_than_the_last_says_when_it_was(amara, nadia, preview):
    VitalSignsFactory(patient=amara, pulse=80, taken_at=now() - timedelta(hours=5))
    VitalSignsFactory(patient=amara, temperature=37, taken_at=now() - timedelta(minutes=25))

    told = preview(nadia, amara)

    assert "Vital signs 25 min" in told
    assert "Pulse 5 h 80 /min" in told
    assert "Temperature 37.0 °C" in told


def test_limits_of_a_child_say_that_they_are_not_reviewed(harbour, nadia, preview):
    child = PatientFactory(at=harbour, birth_date=now().date() - timedelta(days=3 * 365 + 30))
    VitalSignsFactory(patient=child, pulse=100)

    assert "limits are not reviewed yet" in preview(nadia, child)


def test_death_and_pregnancy_are_told_as_in_the_banner(harbour, amara, nadia, freda, preview):
    Pregnancy.objects.create(patient=amara, status="pregnant", due_on=date(2026, 6, 3), recorded_at=now())
    died = {"status": "deceased", "birth_date": date(1944, 11, 11), "death_date": date(2012, 7, 31)}
    henrik = PatientFactory(at=harbour, **died)

    assert "Pregnant, due 3 Jun 2026" in preview(nadia, amara)
    assert "Pregnant" not in preview(freda, amara)
    assert "67 y" in preview(nadia, henrik)
    assert "Died 31 Jul 2012" in preview(nadia, henrik)


def test_a_restricted_patient_is_previewed_by_their_care_team_only(
    harbour, amara, dan, nadia, preview, signed_in
):
    amara.restricted = True
    amara.save()
    on_it = {"provider": ProviderFactory(facility=harbour, user=dan), "starts_on": date(2026, 1, 1)}
    CareTeamMember.objects.create(patient=amara, **on_it)

    assert "Restricted" in preview(dan, amara)
    assert (
        signed_in(nadia, htmx=True).get(reverse("patients:preview", args=[amara.public_id])).status_code
        == 404
    )


def test_what_somebody_typed_is_drawn_as_text(amara, nadia, chart):
    ProblemFactory(patient=amara, display="<script>alert(1)</script>")
    VisitFactory(patient=amara, reason="<b onclick=x>")

    html = chart(nadia, amara, "preview")

    assert "<script" not in html
    assert "<b onclick" not in html


def test_a_preview_is_a_read_of_the_patient_and_stays_nowhere(amara, nadia, signed_in):
    answer = signed_in(nadia, htmx=True).get(reverse("patients:preview", args=[amara.public_id]))

    row = AuditEvent.objects.latest("id")
    assert (row.action, row.category, row.patient, row.user) == (
        "read",
        "chart",
        amara.public_id,
        nadia.public_id,
    )
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.fixture
def again(amara, nadia, signed_in):
    """Asks for the preview as a page does that shows it already."""
    client = signed_in(nadia, htmx=True)
    address = reverse("patients:preview", args=[amara.public_id])
    etag = client.get(address).headers["ETag"]
    return lambda: client.get(address, headers={"If-None-Match": etag}).status_code


def test_an_unchanged_preview_is_not_sent_again_and_not_recorded(again):
    rows = AuditEvent.objects.count()

    assert again() == 304
    assert AuditEvent.objects.count() == rows


@pytest.mark.parametrize(
    "write", [VitalSignsFactory, ProblemFactory, MedicationOrderFactory, VisitFactory, AllergyFactory]
)
def test_whatever_it_tells_of_renews_it_when_written(write, amara, again):
    write(patient=amara, **({"pulse": 70} if write is VitalSignsFactory else {}))

    assert again() == 200


def test_it_lasts_a_minute(again):
    with stopped_at(now() + timedelta(minutes=1)):
        assert again() == 200


def test_the_address_of_a_preview_follows_from_that_of_its_row(amara, nadia, signed_in):
    page = signed_in(nadia).get(reverse("patients:list")).content.decode()

    assert f'href="{reverse("patients:list")}{amara.public_id}/"' in page
    assert 'data-preview="preview/"' in page
    assert reverse("patients:preview", args=[amara.public_id]) == f"/patients/{amara.public_id}/preview/"


def test_a_full_chart_stays_a_small_preview(amara, nadia, chart):
    assert len(chart(nadia, fill_chart(amara, 40), "preview")) < 9_000


def test_it_says_in_plain_words_whether_the_next_set_is_due_or_overdue(amara, nadia, preview):
    assert "Next set No next set is due" in preview(nadia, amara)
    ObservationClock.objects.create(
        patient=amara,
        due_at=now() - timedelta(hours=3),
        overdue_at=now() - timedelta(hours=2),
        source="news2",
    )
    assert "Next set overdue 2 h due 14 Mar 2026" in preview(nadia, amara)
