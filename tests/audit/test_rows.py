"""What a row of the audit trail says (ASTM E2147): who, whose data, what, when, where, in which request."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent, Outcome, Purpose
from features.foundation.audit.services import record
from features.foundation.records import clock
from features.foundation.records.database_role import APPLICATION_ROLE
from features.interchange.clinic import DEMO_PASSWORD
from tests.architecture.doors import browser_of
from tests.factories import PatientFactory
from tests.owner import as_owner

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)
ADDRESS = "198.51.100.7"


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour, family_name="Okafor", given_names="Amara")


def rows() -> list[AuditEvent]:
    """The trail since the sign-in, oldest first."""
    return list(AuditEvent.objects.exclude(action="sign_in").order_by("id"))


def the_row() -> AuditEvent:
    (row,) = rows()
    return row


def says(row: AuditEvent, browser, person) -> None:
    """What every row of a signed-in request says, whatever was done."""
    assert row.user == person.public_id
    assert row.role == ",".join(person.roles)
    assert row.session == sha256(browser.session.session_key.encode()).hexdigest()
    assert row.address == ADDRESS
    assert UUID(row.request_id)
    assert row.release == settings.RELEASE
    assert row.happened_at == MOMENT
    assert abs(row.recorded_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert row.purpose == Purpose.TREATMENT


@pytest.fixture
def visit(signed_in):
    """`visit(nadia, "patients:list")` asks from a known address at a known time."""

    def ask(person, name, *args, data=None, method="get", **headers):
        browser = signed_in(person)
        clock.stop_at(MOMENT)
        ask.browser = browser
        return getattr(browser, method)(reverse(name, args=args), data, headers=headers, REMOTE_ADDR=ADDRESS)

    return ask


def test_reading_a_record_says_whose_it_is_and_which_version_was_shown(visit, nadia, patient):
    visit(nadia, "chart:summary", patient.public_id)

    row = the_row()
    says(row, visit.browser, nadia)
    assert (row.action, row.outcome, row.category) == ("read", Outcome.SUCCESS, "chart")
    assert row.patient == patient.public_id
    assert (row.object_kind, row.object_id, row.object_version) == (
        "patient",
        patient.public_id,
        patient.version,
    )
    assert (row.reason, row.shown, row.query) == ("", [], "")


def test_reading_a_region_says_whose_it_is(visit, nadia, patient):
    visit(nadia, "patients:banner", patient.public_id, **{"HX-Request": "true"})

    row = the_row()
    says(row, visit.browser, nadia)
    assert (row.action, row.outcome, row.category, row.patient) == (
        "read", Outcome.SUCCESS, "identity", patient.public_id
    )  # fmt: skip


@pytest.mark.parametrize("name", ["patients:list", "patients:listing"])
def test_a_list_says_whom_it_showed_and_nobody_else(visit, nadia, harbour, hillside, name):
    here = {PatientFactory(at=harbour).public_id for _ in range(3)}
    PatientFactory(at=hillside)
    visit(nadia, name)

    row = the_row()
    says(row, visit.browser, nadia)
    assert (row.action, row.outcome, row.category, row.patient) == ("list", Outcome.SUCCESS, "identity", None)
    assert set(row.shown) == here
    assert row.query == ""


def test_a_page_of_a_list_says_only_whom_that_page_showed(visit, nadia, harbour):
    for _ in range(25):
        PatientFactory(at=harbour)
    visit(nadia, "patients:list")

    assert len(the_row().shown) == 20


def test_a_search_says_what_was_searched_for_and_whom_it_showed(visit, nadia, patient, harbour):
    PatientFactory(at=harbour, family_name="Zulu")
    answer = visit(nadia, "patients:find", data={"text": "okafor, am"}, method="post")
    assert rows() == []
    visit.browser.get(answer["Location"], REMOTE_ADDR=ADDRESS)

    row = the_row()
    says(row, visit.browser, nadia)
    assert (row.action, row.outcome, row.query, row.shown) == (
        "search", Outcome.SUCCESS, "okafor, am", [patient.public_id]
    )  # fmt: skip


def test_a_count_is_recorded_with_its_search(visit, nadia, patient):
    answer = visit(nadia, "patients:find", data={"text": "okafor"}, method="post")
    visit.browser.get(reverse("patients:count") + "?" + answer["Location"].partition("?")[2])

    assert (the_row().action, the_row().query) == ("count", "okafor")


def test_an_empty_search_is_recorded_too(visit, nadia, patient):
    answer = visit(nadia, "patients:find", data={"text": "nobody"}, method="post")
    visit.browser.get(answer["Location"])

    assert (the_row().action, the_row().query, the_row().shown) == ("search", "nobody", [])


def test_a_refused_right_says_what_was_lacking(visit, lars, patient):
    visit(lars, "chart:summary", patient.public_id)

    row = the_row()
    says(row, visit.browser, lars)
    assert (row.action, row.outcome, row.reason) == ("get", Outcome.REFUSED, "lacks find_patient.read")
    assert (row.patient, row.category, row.shown) == (patient.public_id, "chart", [])


def test_a_patient_of_another_facility_is_a_refusal_about_that_patient(visit, olga, patient):
    visit(olga, "chart:summary", patient.public_id)

    row = the_row()
    says(row, visit.browser, olga)
    assert (row.action, row.outcome, row.patient) == ("read", Outcome.REFUSED, patient.public_id)
    assert row.reason == "not visible to this person"


def test_each_request_has_an_id_of_its_own(visit, nadia, patient):
    visit(nadia, "patients:list")
    visit.browser.get(reverse("patients:list"))

    assert len({row.request_id for row in rows()}) == 2


def test_a_person_with_two_roles_acts_in_both(visit, nadia, harbour, patient):
    nadia.assignments.create(facility=harbour, role="front_desk")
    visit(nadia, "patients:list")

    assert the_row().role == "front_desk,nurse"


def test_a_sign_in_says_who_from_where_and_in_which_session(client, nadia):
    clock.stop_at(MOMENT)
    client.post(reverse("account_login"), {"login": "nadia", "password": DEMO_PASSWORD}, REMOTE_ADDR=ADDRESS)

    row = AuditEvent.objects.get()
    assert (row.action, row.outcome, row.category, row.purpose) == (
        "sign_in", Outcome.SUCCESS, "access", Purpose.OPERATIONS
    )  # fmt: skip
    assert (row.user, row.object_kind, row.object_id) == (nadia.public_id, "user", nadia.public_id)
    assert (row.role, row.address, row.happened_at) == ("nurse", ADDRESS, MOMENT)
    assert row.session == sha256(client.session.session_key.encode()).hexdigest()
    assert UUID(row.request_id)


def test_pages_without_patient_data_leave_no_row(visit, nadia):
    visit(nadia, "help")
    visit.browser.get(reverse("mfa_index"))

    assert rows() == []


def test_a_region_that_has_nothing_new_to_show_leaves_no_row(visit, nadia, patient):
    htmx = {"HX-Request": "true"}
    for name, args in (("patients:banner", [patient.public_id]), ("patients:listing", [])):
        first = visit(nadia, name, *args, **htmx)
        before = len(rows())
        again = visit.browser.get(reverse(name, args=args), headers={**htmx, "If-None-Match": first["ETag"]})

        assert (again.status_code, again.content) == (304, b"")
        assert len(rows()) == before


def test_once_something_is_new_there_is_a_row_again(visit, nadia, patient):
    htmx = {"HX-Request": "true"}
    first = visit(nadia, "patients:banner", patient.public_id, **htmx)
    patient.family_name = "Abara"
    patient.save()
    url = reverse("patients:banner", args=[patient.public_id])
    again = visit.browser.get(url, headers={**htmx, "If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert len(rows()) == 2


def test_a_whole_page_is_drawn_and_recorded_whatever_it_claims_to_have(visit, nadia, patient):
    first = visit(nadia, "patients:banner", patient.public_id, **{"HX-Request": "true"})
    url = reverse("patients:banner", args=[patient.public_id])

    assert visit.browser.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert len(rows()) == 2


def test_long_texts_are_cut_and_not_refused(nadia):
    record(action="read", actor=Actor(role="r" * 500), reason="w" * 500, query="q" * 500)

    row = the_row()
    assert (len(row.role), len(row.reason), len(row.query)) == (120, 300, 300)


def test_a_command_of_the_system_is_nobody_and_says_its_name():
    record(action="make-clinic", actor=Actor.system("make_clinic"))

    assert (the_row().user, the_row().role, the_row().session) == (None, "make_clinic", "")


@pytest.mark.parametrize("wrong", [{"outcome": "maybe"}, {"purpose": "FUN"}])
def test_only_known_outcomes_and_purposes_are_taken(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        record(action="read", actor=Actor(), **wrong)


def test_what_cannot_be_recorded_is_not_shown(nadia, patient):
    """The error is not swallowed, and nothing of the patient is in the answer."""
    browser = browser_of(nadia)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"REVOKE INSERT ON audit_auditevent FROM {APPLICATION_ROLE}")

    answer = browser.get(reverse("chart:summary", args=[patient.public_id]))

    assert answer.status_code == 500
    assert "Okafor" not in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_change_and_its_row_stand_or_fall_together(harbour):
    def rename(fails: bool) -> None:
        with transaction.atomic():
            harbour.name = "Another Clinic"
            harbour.save()
            record(action="change", actor=Actor(), object_kind="facility", object_id=harbour.public_id)
            if fails:
                raise RuntimeError

    with pytest.raises(RuntimeError):
        rename(fails=True)
    harbour.refresh_from_db()
    assert (harbour.name, rows()) == ("Harbour Clinic", [])
    rename(fails=False)
    assert the_row().object_id == harbour.public_id


@pytest.mark.django_db(transaction=True)
def test_a_refusal_keeps_its_row_although_the_request_failed(visit, lars, patient):
    assert visit(lars, "chart:summary", patient.public_id).status_code == 403
    assert visit(lars, "patients:list").status_code == 403
    assert visit(lars, "chart:summary", uuid4()).status_code == 403

    assert [row.outcome for row in rows()] == [Outcome.REFUSED] * 3


@pytest.mark.django_db(transaction=True)
def test_a_patient_who_is_not_found_keeps_its_row_although_the_request_failed(visit, olga, patient):
    assert visit(olga, "chart:summary", patient.public_id).status_code == 404

    assert the_row().outcome == Outcome.REFUSED
