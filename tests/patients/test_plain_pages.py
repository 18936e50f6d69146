"""A page's statement is written once: it is the ORM's own, and it never answers one person with another's rows."""

from datetime import timedelta

import pytest
from django.urls import reverse

from features.foundation.access.models import User
from features.foundation.records import clock
from features.foundation.ui import plain_pages
from features.foundation.ui.keyset import Position, page_rows, read_values
from features.patients.models import CareTeamMember, PatientFacility
from features.patients.tables import PatientTable
from features.patients.views import PatientList
from tests.factories import PatientFactory, ProviderFactory
from tests.patients.pages import shown


def fetch(person: User, sort: str, descending: bool, position: Position | None) -> list[tuple]:
    return plain_pages.fetch_plain(
        PatientList, person, lambda: PatientFacility.objects.visible_to(person),
        table=PatientTable, sort=sort, descending=descending, position=position, size=7,
    )  # fmt: skip


@pytest.mark.parametrize("sort", PatientTable.sorts)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("backwards", [None, False, True])
def test_it_finds_what_the_orm_finds(ward, nadia, sort, descending, backwards):
    scope = PatientFacility.objects.visible_to(nadia)
    rows = list(scope.order_by(*PatientTable.sorts[sort]))
    places = (
        [None] if backwards is None else [Position(sort, rows[at].public_id, backwards) for at in (3, 15, 26)]
    )

    for place in places:
        expected = page_rows(
            scope, PatientTable.sorts[sort], scope=scope, descending=descending, position=place, size=7
        )
        assert fetch(nadia, sort, descending, place) == list(read_values(expected, PatientTable.values))


def test_another_clinics_nurse_gets_her_own_rows(ward, hillside, nadia, olga, signed_in):
    hers = PatientFactory(at=hillside)

    assert len(shown(signed_in(nadia, htmx=True).get("/patients/"))) == 20
    assert shown(signed_in(olga, htmx=True).get("/patients/")) == [str(hers.public_id)]


def test_one_who_moves_to_another_clinic_sees_its_rows_at_once(ward, hillside, nadia, signed_in):
    theirs = PatientFactory(at=hillside)
    client = signed_in(nadia, htmx=True)
    assert len(shown(client.get("/patients/"))) == 20

    nadia.assignments.update(facility=hillside)
    User.objects.filter(pk=nadia.pk).update(facility=hillside)

    assert shown(client.get("/patients/")) == [str(theirs.public_id)]


def test_a_restricted_patient_is_listed_for_the_care_team_while_they_are_on_it(
    harbour, dan, nadia, signed_in
):
    secret = PatientFactory(at=harbour, restricted=True)
    his_record = ProviderFactory(user=dan, facility=harbour)
    today = clock.now().date()
    CareTeamMember.objects.create(
        patient=secret, provider=his_record, starts_on=today, ends_on=today + timedelta(days=1)
    )
    his, hers = signed_in(dan, htmx=True), signed_in(nadia, htmx=True)
    record = reverse("chart:summary", args=[secret.public_id])

    assert (shown(his.get("/patients/")), shown(hers.get("/patients/"))) == ([str(secret.public_id)], [])
    assert (his.get(record).status_code, hers.get(record).status_code) == (200, 404)

    clock.move_by(timedelta(days=2))
    later = signed_in(dan, htmx=True)
    assert shown(later.get("/patients/")) == []
    assert later.get(record).status_code == 404


def test_one_who_works_nowhere_has_no_rows(ward, nadia):
    nadia.facility = None

    assert [fetch(nadia, "name", False, None) for _ in range(2)] == [[], []]


def test_a_change_of_rights_writes_the_statement_anew(ward, nadia, monkeypatch):
    written = []
    monkeypatch.setattr(plain_pages, "_written", {})
    write = plain_pages._write
    monkeypatch.setattr(plain_pages, "_write", lambda *given: written.append(given) or write(*given))

    for denied in ([], [], ["demographics.read"], ["demographics.read"]):
        person = User.objects.get(pk=nadia.pk)
        person.denied = denied
        fetch(person, "name", False, None)

    assert len(written) == 2
