"""Papers of the front desk: what stands on them, what never does, and that printing is in the trail."""

from datetime import date, timedelta

import pytest
import qrcode
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.clock import now
from features.foundation.ui.qr_code import QUIET_ZONE, QrCode
from features.patients.models import Consent, Coverage, PatientAddress, Payer, RelatedPerson
from features.problems.models import NoKnownAllergies
from tests.chart_rows import allergy
from tests.factories import PatientFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(harbour):
    return PatientFactory(
        at=harbour,
        family_name="Okafor",
        given_names="Amara",
        birth_date=date(1987, 3, 14),
        sex="female",
        phone_mobile="617-253-1000",
        language="es",
    )


@pytest.fixture
def sheet(patient):
    return reverse("patients:registration_sheet", args=[patient.public_id])


@pytest.fixture
def band(patient):
    return reverse("patients:wristband", args=[patient.public_id])


def modules(path: str) -> set[tuple[int, int]]:
    """The dark squares that a path fills, as column and row."""
    return {tuple(map(int, step.partition("h")[0].split())) for step in path.split("M")[1:]}


def test_the_code_of_a_wristband_holds_the_mrn_and_nothing_else(freda, signed_in, patient, band):
    expected = qrcode.QRCode(border=QUIET_ZONE)
    expected.add_data(patient.mrn)
    rows = expected.get_matrix()
    drawn = QrCode.of(patient.mrn)

    assert modules(drawn.path) == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    answer = signed_in(freda).get(band)
    assert f'd="{drawn.path}"' in answer.text
    assert f'aria-label="QR code of the MRN {patient.mrn}"' in answer.text
    assert QrCode.of(f"{patient.mrn} Okafor").path not in answer.text


def test_a_wristband_says_who_it_is(freda, signed_in, patient, band):
    answer = signed_in(freda).get(band)

    for word in ("Okafor, Amara", "14 Mar 1987", "female", patient.mrn):
        assert word in answer.text


def test_the_sheet_says_what_the_desk_has_asked(freda, signed_in, patient, sheet):
    today = now().date()
    PatientAddress.objects.create(patient=patient, lines="1 Harbour Road\nFlat 2", city="Boston", state="MA")
    PatientAddress.objects.create(patient=patient, lines="9 Former Lane", use="old")
    PatientAddress.objects.create(patient=patient, lines="8 Left Street", ends_on=today - timedelta(days=1))
    RelatedPerson.objects.create(patient=patient, relationship="MTH", full_name="Ngozi Okafor")
    RelatedPerson.objects.create(
        patient=patient, relationship="FRND", full_name="Bo Lind", is_emergency_contact=True
    )
    payer = Payer.objects.create(name="Alpha Fund")
    Coverage.objects.create(patient=patient, payer=payer, member_id="A-1", starts_on=today)
    gone = Payer.objects.create(name="Gone Mutual")
    Coverage.objects.create(patient=patient, payer=gone, priority=2, ends_on=today - timedelta(days=1))
    Consent.objects.create(patient=patient, scope="treatment", status="active", given_on=date(2025, 1, 2))
    Consent.objects.create(patient=patient, scope="treatment", status="inactive", given_on=date(2026, 2, 3))
    shown = signed_in(freda).get(sheet).text

    for word in (
        *("Okafor, Amara", patient.mrn, "14 Mar 1987", "617-253-1000", "Spanish"),
        *("1 Harbour Road", "Flat 2", "Boston MA", "mother", "Alpha Fund", "A-1"),
        *("treatment", "withdrawn, 3 Feb 2026", "Signature"),
    ):
        assert word in shown, word
    for word in ("9 Former Lane", "8 Left Street", "Gone Mutual", "2 Jan 2025"):
        assert word not in shown, word
    assert shown.index("Bo Lind") < shown.index("Ngozi Okafor")


def test_the_sheet_says_whether_there_are_allergies_and_never_which(freda, signed_in, patient, sheet):
    browser = signed_in(freda)
    line = "<dt>Allergies recorded</dt><dd>{}</dd>"
    assert line.format("not asked") in browser.get(sheet).text
    NoKnownAllergies.objects.create(patient=patient, stated_at=now())
    assert line.format("none known") in browser.get(sheet).text
    NoKnownAllergies.objects.update(withdrawn_at=now())
    allergy(patient, display="Latex").save()
    answer = browser.get(sheet)
    assert line.format("yes") in answer.text
    assert "Latex" not in answer.text


def test_a_relative_who_is_a_hidden_patient_is_not_named(freda, signed_in, patient, sheet, hillside, harbour):
    hidden = PatientFactory(at=hillside, family_name="Hidden")
    known = PatientFactory(at=harbour, family_name="Known")
    for other in (hidden, known):
        RelatedPerson.objects.create(patient=patient, relationship="SIB", other_patient=other)
    shown = signed_in(freda).get(sheet).text

    assert "Known" in shown
    assert "Hidden" not in shown


@pytest.mark.parametrize("name", ["registration_sheet", "wristband"])
def test_printing_is_in_the_trail_and_the_title_names_nobody(name, freda, signed_in, patient):
    answer = signed_in(freda).get(reverse(f"patients:{name}", args=[patient.public_id]))

    row = AuditEvent.objects.get(action="print")
    assert (row.user, row.patient, row.reason) == (freda.public_id, patient.public_id, name)
    title = answer.text.partition("<title>")[2].partition("</title>")[0]
    assert "Okafor" not in title
    assert patient.mrn not in title


def test_the_chart_leads_to_both(freda, signed_in, patient, sheet, band):
    shown = signed_in(freda).get(reverse("patients:identity", args=[patient.public_id])).text

    assert f'href="{sheet}"' in shown
    assert f'href="{band}"' in shown
