"""A clinic whose every datum is marked as one, seen in the language that marks every message."""

from datetime import date

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import translation

from features.foundation.access.models import Facility, User
from features.foundation.access.permissions import Role
from features.foundation.records.clock import now
from features.interchange.clinic import DEMO_PASSWORD, ZONE
from features.patients.models import Consent, Patient, PatientAddress, PatientName, RelatedPerson
from features.problems.models import AllergyReaction
from features.vitals.models import FrequencyOrder, Scale2Order, VitalSigns
from tests import chart_rows
from tests.access_matrix import A_DISPLAY
from tests.cast import make_user
from tests.factories import CoverageFactory, DeviceFactory, PatientFactory, PayerFactory, ProviderFactory
from tests.pseudo_locale.marks import LANGUAGE, datum, translations
from tests.pseudo_locale.words import untranslated
from tests.sign_in.conftest import SECRET
from tests.standing import standing  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _marked_language(monkeypatch, settings):
    """Messages are marked wherever they come from; what is cached for other languages stays as it is."""
    settings.LANGUAGES = [(LANGUAGE, "Marked")]
    settings.LANGUAGE_CODE = LANGUAGE
    for name, marking in translations().items():
        monkeypatch.setattr(translation._trans, name, marking)
    with translation.override(LANGUAGE):
        yield


@pytest.fixture
def clinic(made, db) -> Facility:
    """25 patients, so that the list has a second page; one of each status, one coverage, one provider."""
    return Facility.objects.get(pk=made)


@pytest.fixture(scope="module")
def made(standing) -> int:  # noqa: F811
    """The clinic of all tests of a module, by its key: nobody is handed what another test may have changed."""
    with standing():
        return make_clinic().pk


def make_clinic() -> Facility:
    here = Facility.objects.create(name=datum("Harbour"), time_zone=ZONE)
    for username, role in (
        ("nadia", Role.NURSE), ("dan", Role.PHYSICIAN), ("lars", Role.LAB_TECHNICIAN), ("adam", Role.ADMINISTRATOR),
        ("freda", Role.FRONT_DESK),
    ):  # fmt: skip
        make_user(username, datum(f"{username}.of-a-long-name"), role, here)
    adam = User.objects.get(username="adam")
    DeviceFactory(public_id=A_DISPLAY, facility=here, name=datum("Display"), created_by=adam.public_id)
    doctor = {"family_name": datum("Doctor"), "given_names": datum("Given"), "facility": here}
    provider = ProviderFactory(**doctor, user=User.objects.get(username="dan"))
    payer = PayerFactory(name=datum("Payer"))
    for number in range(25):
        status = ("active", "inactive", "deceased")[number % 3]
        names = {"family_name": datum(f"F{number:02d}"), "given_names": datum(f"G{number:02d}")}
        patient = PatientFactory(**names, at=here, status=status, primary_provider=provider)
        if number % 2:
            CoverageFactory(patient=patient, payer=payer, member_id=datum("M1"))
    fill_with_data(Patient.objects.earliest("pk"))
    return here


def fill_with_data(patient: Patient) -> None:
    """A row of every kind in the chart, all that people typed marked as theirs."""
    said = {"display": datum("Display")}
    chart_rows.allergy(patient, **said, category="food", criticality="low").save()
    sick = chart_rows.allergy(patient, **said, category="food", criticality="high", verification="refuted")
    sick.save()
    AllergyReaction.objects.create(patient=patient, allergy=sick, severity="severe", **said)
    refused = {"status": "not-done", "not_done_reason": datum("Reason"), "from_primary_source": False}
    for row in (
        chart_rows.problem(patient, **said, status="remission", verification="provisional"),
        chart_rows.immunization(patient, **said, **refused),
        chart_rows.visit(patient, status="planned", reason=datum("Reason"), ward=datum("Ward")),
        chart_rows.measurement(patient, **said, status="corrected", unit=datum("unit")),
        chart_rows.measurement(patient, **said, number=None, parts=[{"display": datum("Part"), "number": "1"}]),
        chart_rows.result(patient, **said, status="corrected", flag="HH", unit=datum("unit")),
        chart_rows.document(
            patient, resource_type=datum("Claim"), reason=datum("Reason"), source_id=datum("Id"), body=datum("{}")
        ),
        chart_rows.coverage(
            patient, payer=PayerFactory(name=datum("Past payer")), subscriber_name=datum("Holder"),
            subscriber_relationship="parent", priority=2,
        ),
    ):  # fmt: skip
        row.save()
    chart_rows.card_of(patient)
    told = {"patient": patient, "reason": datum("Reason"), "decided_at": now()}
    Scale2Order.objects.create(**told)
    FrequencyOrder.objects.create(**told, every=240)
    VitalSigns.objects.create(patient=patient, taken_at=now(), pulse=131, not_measured={"spo2": "refused"})
    PatientAddress.objects.create(patient=patient, lines=datum("Lines"), city=datum("City"), country="US")
    PatientName.objects.create(patient=patient, use="nickname", given_names=datum("Nick"))
    RelatedPerson.objects.create(patient=patient, relationship="MTH", full_name=datum("Mother"))
    ended = {"patient": patient, "ends_on": date(2024, 1, 1), "end_reason": "mistake"}
    PatientAddress.objects.create(**ended, city=datum("Left"), country="US", use="temp")
    PatientAddress.objects.create(patient=patient, city=datum("Work"), use="work")
    PatientName.objects.create(**ended, use="nickname", given_names=datum("Nicky"))
    RelatedPerson.objects.create(**ended, relationship="SPS", full_name=datum("Spouse"))
    Consent.objects.create(patient=patient, scope="treatment", status="active", given_on=date(2024, 1, 1))


@pytest.fixture
def door(clinic):
    """`door("nadia")` is a browser in which she signed in by the form, just now."""

    def opened(username: str = "", *, htmx: bool = False) -> Client:
        client = Client(headers={"HX-Request": "true"} if htmx else None)
        if username:
            client.post(reverse("account_login"), {"login": username, "password": DEMO_PASSWORD})
        return client

    return opened


@pytest.fixture
def second_factor():
    """Gives a person an authenticator app and recovery codes."""

    def given(username: str) -> None:
        user = User.objects.get(username=username)
        secret = {"secret": get_adapter().encrypt(SECRET)}
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=secret)
        RecoveryCodes.activate(user)

    return given


@pytest.fixture
def read():
    """Reads an answer: fails when it has another status, holds no message at all, or an untranslated word."""

    def checked(answer, status: int = 200) -> None:
        html = answer.content.decode()
        assert answer.status_code == status, answer.headers.get("Location")
        assert "[«" in html, "nothing on it went through gettext: is it a page?"
        assert untranslated(html) == []

    return checked
