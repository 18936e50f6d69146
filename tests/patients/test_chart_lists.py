"""The histories of a chart: everything once, of one patient only, by whoever may read it, at the same cost."""

import re
from datetime import UTC, datetime
from html import unescape
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.ui import plain_pages
from features.foundation.ui.keyset import Position
from features.interchange.views import KeptDocuments
from features.labs.views import ResultHistory
from features.patients.models import Coverage, PatientFacility
from features.patients.views import ChartListView, Coverages
from features.problems.models import Allergy, Problem
from features.problems.views import AllergyHistory, ImmunizationHistory, ProblemHistory
from features.visits.models import Visit
from features.visits.views import VisitHistory
from features.vitals.views import MeasurementHistory
from tests import chart_rows
from tests.chart_rows import fill_chart
from tests.factories import PatientFactory
from tests.patients.pages import link

LISTS = (
    ProblemHistory,
    AllergyHistory,
    ImmunizationHistory,
    VisitHistory,
    MeasurementHistory,
    KeptDocuments,
    ResultHistory,
    Coverages,
)
ORDERS = [
    (view, f"{direction}{sort}") for view in LISTS for sort in view.table.sorts for direction in ("", "-")
]
by_list = pytest.mark.parametrize("view", LISTS, ids=lambda view: view.page_name)


@pytest.fixture
def patient(harbour):
    return fill_chart(PatientFactory(at=harbour), 23)


def url(view: type[ChartListView], patient) -> str:
    return reverse(view.page_name, args=[patient.public_id])


def rows_of(view: type[ChartListView], patient, order: str = ""):
    wanted = order or view.table.default_sort
    columns = [
        f"-{column}" if wanted.startswith("-") else column
        for column in view.table.sorts[wanted.removeprefix("-")]
    ]
    rows = view.records(view()).filter(patient=patient).order_by(*columns)
    return [str(public_id) for public_id in rows.values_list("public_id", flat=True)]


def shown(response) -> list[str]:
    return response.context["listing"].shown


def texts(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def walk(client, at: str | None, mark: str) -> list[list[str]]:
    pages = []
    while at:
        assert len(pages) < 9, "the pages never end"
        response = client.get(at)
        pages.append(shown(response))
        at = link(response, mark)
    return pages


@pytest.mark.parametrize(("view", "order"), ORDERS, ids=lambda value: getattr(value, "page_name", value))
def test_paging_there_and_back_shows_every_row_once(view, order, patient, dan, signed_in, monkeypatch):
    """Every third problem and coverage has no date: an order over NULLs would lose them."""
    monkeypatch.setattr("features.foundation.ui.listing.PAGE_SIZES", (7,))
    client = signed_in(dan, htmx=True)
    start = f"{url(view, patient)}?size=7&sort={order}"

    forward = walk(client, start, 'data-page="next"')

    assert [row for page in forward for row in page] == rows_of(view, patient, order)
    assert [len(page) for page in forward] == [7, 7, 7, 2]
    last = Position(order.removeprefix("-"), UUID(forward[2][-1])).token()
    assert walk(client, f"{start}&at={last}", 'data-page="previous"') == list(reversed(forward))


@by_list
def test_two_charts_opened_one_after_the_other_never_mix(view, patient, harbour, dan, signed_in):
    other = fill_chart(PatientFactory(at=harbour), 3)
    client = signed_in(dan, htmx=True)
    for who in (patient, other, patient):
        assert shown(client.get(url(view, who), {"size": 100})) == rows_of(view, who)


@by_list
def test_no_statement_is_ever_kept_for_a_chart(view, patient, dan, signed_in, monkeypatch):
    monkeypatch.setattr(plain_pages, "_written", {})
    assert signed_in(dan, htmx=True).get(url(view, patient)).status_code == 200
    assert plain_pages._written == {}


def test_with_kept_statements_one_chart_would_show_anothers_rows(
    patient, harbour, dan, signed_in, monkeypatch
):
    """Why they are refused: what is kept is not told apart by patient."""
    other = fill_chart(PatientFactory(at=harbour), 3)
    monkeypatch.setattr(plain_pages, "_written", {})
    monkeypatch.setattr(ProblemHistory, "keeps_statement", True)
    client = signed_in(dan, htmx=True)

    first = shown(client.get(url(ProblemHistory, patient)))
    assert shown(client.get(url(ProblemHistory, other))) == first


def test_a_list_of_a_chart_that_would_keep_its_statement_is_refused():
    with pytest.raises(ImproperlyConfigured):
        type("Careless", (ChartListView,), {"keeps_statement": True})


@by_list
def test_a_row_of_another_chart_is_no_place_to_begin_at(view, patient, harbour, dan, signed_in):
    other = fill_chart(PatientFactory(at=harbour), 3)
    sort = view.table.default_sort.removeprefix("-")
    token = Position(sort, UUID(rows_of(view, patient)[5])).token()
    response = signed_in(dan, htmx=True).get(url(view, other), {"at": token})
    assert shown(response) == rows_of(view, other)
    assert "That page has moved" in texts(response)


@by_list
def test_the_filter_form_of_a_chart_never_leads_to_another(view, patient, harbour, dan, signed_in):
    other = PatientFactory(at=harbour)
    client = signed_in(dan)
    client.get(url(view, patient))
    page = client.get(url(view, other)).content.decode()
    assert str(patient.public_id) not in page
    assert f'action="{url(view, other)}"' in page


@by_list
def test_it_is_audited_with_whose_it_is_and_the_ids_that_it_showed(view, patient, dan, signed_in):
    response = signed_in(dan, htmx=True).get(url(view, patient))
    row = AuditEvent.objects.get(action="list")
    assert [str(public_id) for public_id in row.shown] == shown(response)
    assert (row.patient, row.category) == (patient.public_id, view.category)


@by_list
def test_what_has_not_changed_is_not_sent_nor_audited_again(view, patient, dan, signed_in):
    client = signed_in(dan, htmx=True)
    listing = reverse(view.region_name, args=[patient.public_id])
    etag = client.get(listing).headers["ETag"]
    assert client.get(listing, headers={"If-None-Match": etag}).status_code == 304
    assert AuditEvent.objects.filter(action="list").count() == 1

    chart_rows.KINDS[view.records(view()).model](patient, 99).save()
    assert client.get(listing, headers={"If-None-Match": etag}).status_code == 200


@by_list
def test_the_banner_says_whose_it_is_and_the_title_does_not(view, patient, dan, signed_in):
    page = signed_in(dan).get(url(view, patient)).content.decode()
    banner = re.search(r'<section id="patients-banner"(.*?)</section>', page, re.DOTALL)[1]
    assert patient.mrn in banner
    assert patient.full_name in banner
    assert "17 May 1980" in banner
    assert patient.full_name not in re.search(r"<title>(.*?)</title>", page)[1]


@by_list
def test_the_count_is_in_words_and_nobody_counts(view, patient, harbour, dan, signed_in):
    client = signed_in(dan, htmx=True)
    few = fill_chart(PatientFactory(at=harbour), 1)
    noun = view.table.shown_words(1)
    assert f">{noun}<" in client.get(url(view, few)).content.decode()
    first = client.get(url(view, patient))
    assert "20 " in texts(first) and "shown, more follow" in texts(first)
    assert "the last 3 " in texts(client.get(link(first, 'data-page="next"')))


@by_list
def test_an_empty_chart_says_so(view, harbour, dan, signed_in):
    response = signed_in(dan).get(url(view, PatientFactory(at=harbour)))
    assert 'class="empty"' in response.content.decode()


def test_a_moment_stands_on_the_clock_of_the_readers_facility(harbour, hillside, nadia, olga, signed_in):
    """The same row, drawn for two clinics in two zones, one after the other in one process."""
    hillside.time_zone, harbour.time_zone = "Asia/Tokyo", "UTC"
    hillside.save()
    harbour.save()
    patient = PatientFactory(at=harbour)
    PatientFacility.objects.create(patient=patient, facility=hillside)
    chart_rows.visit(patient, starts_at=datetime(2026, 3, 1, 20, 30, tzinfo=UTC)).save()

    here, there = (texts(signed_in(who, htmx=True).get(url(VisitHistory, patient))) for who in (nadia, olga))

    assert "1 Mar 2026, 20:30" in here
    assert "2 Mar 2026, 05:30" in there


def test_a_year_begins_at_midnight_of_the_facility(harbour, nadia, signed_in):
    harbour.time_zone = "Asia/Tokyo"
    harbour.save()
    patient = PatientFactory(at=harbour)
    new_year = chart_rows.visit(patient, starts_at=datetime(2024, 12, 31, 15, 0, tzinfo=UTC))
    old_year = chart_rows.visit(patient, starts_at=datetime(2024, 12, 31, 14, 59, tzinfo=UTC))
    Visit.objects.bulk_create([new_year, old_year])
    client = signed_in(nadia, htmx=True)
    for year, one in (("2025", new_year), ("2024", old_year)):
        assert shown(client.get(url(VisitHistory, patient), {"year": year})) == [str(one.public_id)]
    for nonsense in ("1066", "2025; DROP TABLE", "9999", "٢٠٢٥"):
        assert len(shown(client.get(url(VisitHistory, patient), {"year": nonsense}))) == 2


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "{{ 7*7 }}{% x %}", '" onclick="x', "‮evil", "\u0627" * 300]
)
def test_hostile_long_and_right_to_left_text_is_shown_as_text(name, harbour, dan, signed_in):
    patient = PatientFactory(at=harbour)
    Problem.objects.bulk_create([chart_rows.problem(patient, display=name)])
    Allergy.objects.bulk_create([chart_rows.allergy(patient, display=name)])
    for view in (ProblemHistory, AllergyHistory):
        html = signed_in(dan).get(url(view, patient)).content.decode()
        cells = re.findall(r'<td class="h-what"><bdi>(.*?)</bdi>', html)
        assert [unescape(cell) for cell in cells] == [name]
        assert "<script>alert" not in html


def test_a_coverage_says_who_holds_it_and_one_without_a_start_comes_last(harbour, freda, signed_in):
    patient = PatientFactory(at=harbour)
    made = [
        chart_rows.coverage(patient, 0, starts_on=None, ends_on=None, plan="Gold"),
        chart_rows.coverage(patient, 1, subscriber_name="Toy, Ann", subscriber_relationship="child"),
    ]
    Coverage.objects.bulk_create(made)
    client = signed_in(freda, htmx=True)
    response = client.get(url(Coverages, patient))
    assert shown(response) == [str(made[1].public_id), str(made[0].public_id)]
    assert "Toy, Ann (child)" in texts(response) and "Gold" in texts(response)
    assert shown(client.get(url(Coverages, patient), {"standing": "past"})) == [str(made[1].public_id)]
    assert shown(client.get(url(Coverages, patient), {"standing": "present"})) == [str(made[0].public_id)]
