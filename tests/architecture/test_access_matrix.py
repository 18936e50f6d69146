"""Who may do what, at every address of the product, as `tests/access_matrix.py` says."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.urls import NoReverseMatch, reverse

from features.foundation.access.models import Facility
from features.foundation.access.permissions import ALL_PERMISSIONS
from features.foundation.audit.models import AuditEvent, Outcome
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView
from features.interchange.clinic import ZONE
from features.patients.models import Patient
from tests.access_matrix import (
    A_DISPLAY,
    ABOUT_A_PATIENT,
    ABOUT_NOBODY,
    COLUMNS,
    METHODS,
    PUBLIC,
    WITHOUT_PERMISSION,
    expected,
)
from tests.architecture.doors import address, ask, browser_of, doors, outcome
from tests.chart_rows import fill_chart
from tests.factories import DeviceFactory, PatientFactory
from tests.standing import standing  # noqa: F401 - a fixture

MATRIX = expected()
NAMES = sorted(doors())
SENT = ("go", "204", "422", "out", "again")
"""What becomes of a form that somebody may send."""
TAKES_A_FORM = [name for name in NAMES if set(SENT) & set(MATRIX.get((name, "POST"), {}).values())]

REFUSES = sorted({name for (name, _), cells in MATRIX.items() if "403" in cells.values()})


@pytest.fixture
def cast(harbour, freda, nadia, dan, lars, paul, petra, adam, olga):
    DeviceFactory(public_id=A_DISPLAY, facility=harbour)
    return dict(zip(COLUMNS, (None, freda, nadia, dan, lars, paul, petra, adam, olga), strict=True))


@pytest.fixture(scope="module")
def made(standing) -> int:  # noqa: F811
    """The key of a patient of Harbour Clinic, who has a chart."""
    with standing():
        harbour = Facility.objects.create(name="Harbour Clinic", time_zone=ZONE)
        return fill_chart(PatientFactory(at=harbour), 1).pk


@pytest.fixture
def harbour(made, db) -> Facility:
    return Facility.objects.get(name="Harbour Clinic")


@pytest.fixture
def patient(made, db) -> Patient:
    return Patient.objects.get(pk=made)


def differences(name, cast, patient, *, methods=METHODS, fragments=(False, True)) -> Iterator[str]:
    """Where the answers of one address to `cast` are not those of the matrix, one line each."""
    path = address(name, patient)
    for person, user in cast.items():
        browser = browser_of(user)
        for method, htmx in product(methods, fragments):
            wanted = MATRIX[name, method][person]
            got = outcome(ask(browser, path, method=method, htmx=htmx), htmx=htmx)
            if got != wanted:
                yield f"{method} by {person}{' with HTMX' * htmx}: {got}, not {wanted}"
            if got == "out":
                browser = browser_of(user)


def view_of(name: str):
    """The class behind an address, or its function."""
    callback = doors()[name].callback
    return getattr(callback, "view_class", callback)


def is_about_somebody(name: str) -> bool:
    """Whether the address cannot be told without an id."""
    try:
        reverse(name)
    except NoReverseMatch:
        return True
    return False


def test_every_address_has_its_rows_and_every_row_an_address():
    assert set(MATRIX) == {(name, method) for name in NAMES for method in METHODS}


def test_every_address_with_an_id_is_known_to_be_about_somebody():
    assert {name for name in doors() if is_about_somebody(name)} == ABOUT_A_PATIENT | set(ABOUT_NOBODY)


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_everybody_gets_what_the_matrix_says(name, cast, patient):
    assert list(differences(name, cast, patient)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSES)
def test_every_403_leaves_a_row_in_the_audit_trail(name, cast, patient):
    refused = []
    for person, user in cast.items():
        browser = browser_of(user)
        for method in METHODS:
            if MATRIX[name, method][person] == "403":
                ask(browser, address(name, patient), method=method)
                refused.append((user.public_id, method.lower()))

    rows = AuditEvent.objects.filter(outcome=Outcome.REFUSED).order_by("id")
    assert list(rows.values_list("user", "action")) == refused


@pytest.mark.django_db
@pytest.mark.parametrize("name", TAKES_A_FORM)
def test_no_form_is_taken_without_its_token(name, cast, patient):
    """CSRF: even who may send the form is refused when its token is missing."""
    sender = next(person for person, got in MATRIX[name, "POST"].items() if got in SENT)
    browser = browser_of(cast[sender])
    browser.handler.enforce_csrf_checks = True

    assert ask(browser, address(name, patient), method="POST").status_code == 403


def test_only_the_named_addresses_are_public():
    assert {
        name for name, door in doors().items() if not getattr(door.callback, "login_required", True)
    } == PUBLIC


def test_every_view_declares_a_permission_of_the_roles_matrix_or_is_named():
    declaring = [name for name in NAMES if name not in WITHOUT_PERMISSION]

    assert {view_of(name).permission for name in declaring} <= ALL_PERMISSIONS | {SIGNED_IN}
    assert not [name for name in WITHOUT_PERMISSION if issubclass(_as_class(view_of(name)), MedicalBaseView)]


def test_a_view_that_declares_no_permission_serves_nothing(rf, nadia):
    class Forgetful(MedicalBaseView):
        def get(self, request):
            raise AssertionError("served without a permission")

    request = rf.get("/")
    request.user = nadia

    with pytest.raises(ImproperlyConfigured):
        Forgetful.as_view()(request)


FOR_WHOEVER_IS_SIGNED_IN = {
    "home", "help", "styleguide", "patients:drafts", "administration:providers", "administration:provider_listing",
    "administration:payers", "administration:payer_listing", "vitals:standards",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if name not in WITHOUT_PERMISSION | set(ABOUT_NOBODY) | FOR_WHOEVER_IS_SIGNED_IN],
)
def test_removing_a_permission_check_would_be_noticed(name, cast, patient, monkeypatch):
    monkeypatch.setattr(view_of(name), "permission", SIGNED_IN)

    assert any(differences(name, cast, patient, methods=["GET"], fragments=[False]))


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_PERMISSION] + ["live:stream"])
def test_removing_the_sign_in_would_be_noticed(name, patient, monkeypatch, caplog):
    """The account's own pages are left out: allauth asks for the sign-in once more itself."""
    monkeypatch.setattr(doors()[name].callback, "login_required", False, raising=False)

    assert any(differences(name, {"out": None}, patient, methods=["GET"], fragments=[False]))


@pytest.mark.django_db
def test_a_permission_that_is_denied_to_a_person_is_refused_at_once(nadia, signed_in, patient):
    browser = signed_in(nadia)
    assert browser.get(reverse("patients:list")).status_code == 200
    nadia.denied = ["find_patient.read"]
    nadia.save()

    assert browser.get(reverse("patients:list")).status_code == 403
    assert browser.get(address("chart:summary", patient)).status_code == 403


def test_a_refusal_is_not_swallowed(rf, lars):
    class Careless(MedicalBaseView):
        permission = "find_patient.read"

        def get(self, request):
            raise AssertionError("served in spite of the refusal")

    request = rf.get("/")
    request.user = lars
    request.session = type("Session", (), {"session_key": None})()

    with pytest.raises(PermissionDenied):
        Careless.as_view()(request)


def _as_class(view) -> type:
    return view if isinstance(view, type) else type(view)
