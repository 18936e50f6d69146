"""The patient list: whom it shows, in which order, page by page."""

from uuid import UUID, uuid4

import pytest

from features.foundation.audit.models import AuditEvent
from features.foundation.ui.keyset import Position
from features.patients.models import PatientFacility
from features.patients.tables import PatientTable
from tests.factories import PatientFactory
from tests.patients.pages import chips, link, query, shown

ORDERS = [f"{direction}{sort}" for sort in PatientTable.sorts for direction in ("", "-")]


def walk(client, url: str, mark: str) -> list[list[str]]:
    """Every page from `url` on, along the links that carry `mark`."""
    pages = []
    while url:
        assert len(pages) < 20, "the pages never end"
        response = client.get(url)
        pages.append(shown(response))
        url = link(response, mark)
    return pages


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_shows_everybody_once_forward_and_back(order, ward, nadia, signed_in, monkeypatch):
    monkeypatch.setattr("features.foundation.ui.listing.PAGE_SIZES", (7,))
    client = signed_in(nadia, htmx=True)
    columns = PatientTable.sorts[order.removeprefix("-")]
    expected = PatientFacility.objects.order_by(*(f"-{c}" if order.startswith("-") else c for c in columns))
    expected = [str(public_id) for public_id in expected.values_list("public_id", flat=True)]

    forward = walk(client, f"/patients/?size=7&sort={order}", 'data-page="next"')

    assert [row for page in forward for row in page] == expected
    assert [len(page) for page in forward] == [7, 7, 7, 7, 2]

    last = Position(order.removeprefix("-"), UUID(forward[3][-1])).token()
    backward = walk(client, f"/patients/?size=7&sort={order}&at={last}", 'data-page="previous"')
    assert backward == list(reversed(forward))


def test_the_first_page_has_no_way_back_and_the_last_no_way_on(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    first = client.get("/patients/")
    assert link(first, 'data-page="previous"') is None
    last = client.get(link(first, 'data-page="next"'))
    assert link(last, 'data-page="next"') is None
    assert len(shown(last)) == 10


def test_names_sort_without_accents_case_and_punctuation(harbour, nadia, signed_in):
    for family in ("Öz", "OBrien", "O’Brien", "obi", "Ozan", "Østergaard"):
        PatientFactory(family_name=family, given_names="", at=harbour)
    names = PatientFacility.objects.order_by("name_key", "patient_id").values_list(
        "patient__family_name", flat=True
    )
    assert list(names) == ["O’Brien", "obi", "OBrien", "Østergaard", "Öz", "Ozan"]


def test_a_double_name_comes_after_all_of_the_single_one(harbour):
    for family, given in (
        ("Almeida-Reis", "Ana"),
        ("Almeida", "Zoe"),
        ("Almeida", "Ada"),
        ("Almeidas", "Al"),
    ):
        PatientFactory(family_name=family, given_names=given, at=harbour)
    names = PatientFacility.objects.order_by("name_key", "patient_id").values_list("given_names", flat=True)
    assert list(names) == ["Ada", "Zoe", "Ana", "Al"]


def test_a_patient_linked_to_two_facilities_pages_in_both(harbour, hillside, nadia, olga, signed_in):
    for number in range(25):
        patient = PatientFactory(at=harbour, given_names=f"G{number:02d}")
        PatientFacility.objects.create(patient=patient, facility=hillside)
    for user in (nadia, olga):
        pages = walk(signed_in(user, htmx=True), "/patients/", 'data-page="next"')
        assert [len(page) for page in pages] == [20, 5]


def test_a_page_whose_row_has_left_starts_again_and_says_so(ward, nadia, signed_in):
    gone = Position("name", uuid4()).token()
    response = signed_in(nadia, htmx=True).get(f"/patients/?at={gone}")
    assert "That page has moved" in response.content.decode()
    assert len(shown(response)) == 20


@pytest.mark.parametrize("token", ["", "x", "name~0~a:forged", "name~zz~a"])
def test_an_altered_position_is_the_first_page(token, ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/", {"at": token})
    assert response.status_code == 200
    assert shown(response) == shown(signed_in(nadia, htmx=True).get("/patients/"))


def test_a_position_of_another_order_is_not_used(ward, nadia, signed_in):
    token = Position("mrn", ward[5].public_id).token()
    response = signed_in(nadia, htmx=True).get("/patients/", {"at": token})
    assert shown(response) == shown(signed_in(nadia, htmx=True).get("/patients/"))


def test_the_row_of_a_position_need_not_match_the_filters_any_more(ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    all_active = [
        str(p.public_id)
        for p in sorted(
            (p for p in ward if p.status == "active"), key=lambda p: (p.family_name.lower(), p.given_names)
        )
    ]
    anchor = next(patient for patient in ward if str(patient.public_id) == all_active[4])
    anchor.status = "inactive"
    anchor.save()
    token = Position("name", anchor.public_id).token()
    assert shown(client.get("/patients/", {"status": "active", "at": token})) == all_active[5:]


@pytest.mark.parametrize("size", [20, 50, 100])
def test_the_sizes_that_are_offered_are_kept(size, ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/", {"size": size})
    assert len(shown(response)) == min(size, 30)


@pytest.mark.parametrize("wanted", ["0", "-1", "21", "1000000", "abc", "20; DROP TABLE"])
def test_other_sizes_are_the_usual_one(wanted, ward, nadia, signed_in):
    assert len(shown(signed_in(nadia, htmx=True).get("/patients/", {"size": wanted}))) == 20


@pytest.mark.parametrize("sort", ["password", "patient__user", "--name", "name;", "provider__user__password"])
def test_an_order_outside_the_closed_list_is_the_usual_one(sort, ward, nadia, signed_in):
    client = signed_in(nadia, htmx=True)
    assert shown(client.get("/patients/", {"sort": sort})) == shown(client.get("/patients/"))


def test_only_patients_of_the_facility_are_shown(ward, harbour, hillside, olga, nadia, signed_in):
    own = PatientFactory(at=hillside)
    assert shown(signed_in(olga, htmx=True).get("/patients/")) == [str(own.public_id)]
    assert str(own.public_id) not in shown(signed_in(nadia, htmx=True).get("/patients/", {"size": 100}))


def test_who_works_nowhere_sees_nobody(ward, nadia, signed_in):
    nadia.facility = None
    nadia.save()
    assert signed_in(nadia, htmx=True).get("/patients/").status_code == 403
    assert list(PatientFacility.objects.visible_to(nadia)) == []


def test_a_right_that_is_taken_away_is_gone_with_the_next_request(ward, nadia, signed_in):
    client = signed_in(nadia)
    assert client.get("/patients/").status_code == 200
    nadia.denied = ["find_patient.read"]
    nadia.save()
    assert client.get("/patients/").status_code == 403


def test_the_list_is_audited_with_the_ids_that_it_showed(ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/")
    row = AuditEvent.objects.get(action="list")
    assert [str(public_id) for public_id in row.shown] == shown(response)
    assert (row.user, row.role, row.category) == (nadia.public_id, "nurse", "identity")


def test_the_state_stays_in_every_link(ward, nadia, signed_in):
    response = signed_in(nadia, htmx=True).get("/patients/?status=active&sex=female&sort=-born&size=50")
    for mark in ('data-sort="p-mrn', 'data-size="20"', "data-remove"):
        state = query(link(response, mark))
        assert {"status", "sex", "sort", "size"} & set(state), mark
    assert query(link(response, 'data-size="20"')) == {"status": "active", "sex": "female", "sort": "-born"}


def test_a_plain_visit_gets_a_page_and_htmx_the_region_of_the_same_rows(ward, nadia, signed_in):
    page = signed_in(nadia).get("/patients/")
    region = signed_in(nadia, htmx=True).get("/patients/")
    assert page.content.lstrip().startswith(b"<!doctype html>")
    assert region.content.lstrip().startswith(b'<section id="patients-listing"')
    assert shown(page) == shown(region)
    assert page.headers["Vary"].count("HX-Request") == region.headers["Vary"].count("HX-Request") == 1
    assert page.headers["Cache-Control"] == region.headers["Cache-Control"] == "no-store"


def test_an_empty_facility_is_told_what_to_do_next(nadia, signed_in):
    words = signed_in(nadia).get("/patients/").content.decode()
    assert "No patient is linked to your facility yet" in words


def test_an_empty_result_offers_the_way_back(ward, nadia, signed_in):
    response = signed_in(nadia).get("/patients/?age=80%2B&sex=other")
    assert "No patient matches these filters" in response.content.decode()
    assert chips(response) == ["Sex other", "Age 80+ years"]
