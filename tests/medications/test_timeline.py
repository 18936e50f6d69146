"""Medications over time: what is in force first, those of a drug together, each with dose, end and reason."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from features.foundation.records import clock
from features.medications.models import Drug, MedicationOrder
from tests.factories import PatientFactory, ProviderFactory
from tests.pages_read import cells, link

NOW = datetime(2026, 3, 14, 14, 5, tzinfo=UTC)


@pytest.fixture
def amara(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def timeline(nadia, signed_in):
    def shown(patient, url: str = "") -> str:
        url = url if url.startswith("/") else f"/patients/{patient.public_id}/medications/{url}"
        return signed_in(nadia).get(url).content.decode()

    return shown


def order(patient, drug: str = "Levofloxacin", *, days_ago: float = 1, status: str = "active", **values):
    kind, _ = Drug.objects.get_or_create(display=drug)
    starts = NOW - timedelta(days=days_ago)
    told = {"ordered_at": starts, "starts_at": starts, **values}
    return MedicationOrder.objects.create(patient=patient, drug=kind, status=status, **told)


def table(html: str) -> list[list[str]]:
    return cells(html)[1:]


def test_an_order_says_dose_route_frequency_start_and_who_ordered_it(amara, timeline):
    order(
        amara, dose=Decimal(500), dose_unit="mg", route="by mouth", times=Decimal(2), period=Decimal(1),
        period_unit="d", ordered_by=ProviderFactory(family_name="حداد", given_names="ليلى"),
    )  # fmt: skip

    assert table(timeline(amara)) == [
        ["Levofloxacin", "500 mg by mouth, twice daily", "13 Mar 2026, 14:05", "–", "active", "ليلى حداد"]
    ]


@pytest.mark.parametrize(
    ("values", "standing", "kind"),
    [
        ({}, "active", "active"),
        ({"status": "on-hold"}, "on hold", "held"),
        ({"days_ago": -3}, "planned", "planned"),
        ({"status": "stopped", "ends_at": NOW, "stop_reason": "intolerance"}, "stopped: intolerance", "past"),
        (
            {"status": "stopped", "ends_at": NOW, "stop_reason": "other", "stop_note": "moved away"},
            "stopped: moved away",
            "past",
        ),
        ({"status": "completed", "ends_at": NOW}, "ended", "past"),
        ({"ends_at": NOW}, "ended", "past"),
        ({"status": "draft"}, "draft", "void"),
        ({"status": "cancelled"}, "cancelled", "void"),
        ({"status": "entered-in-error"}, "entered in error", "void"),
    ],
)
def test_an_order_stands_as_it_stands_now(values, standing, kind, amara, timeline):
    order(amara, **values)
    html = timeline(amara)

    assert table(html)[0][4] == standing
    assert f'class="timebar__span" data-kind="{kind}"' in html


def test_what_is_in_force_comes_first_and_orders_of_a_drug_stand_together(amara, timeline):
    order(amara, "Aspirin", days_ago=5, status="stopped", ends_at=NOW)
    order(amara, "Ramipril", days_ago=900)
    order(amara, "Aspirin", days_ago=400)
    html = timeline(amara)
    drugs = [part.split("<")[0] for part in html.split('class="timeline__drug">')[1:]]

    assert drugs == ["Aspirin", "Ramipril"]
    assert [line[4] for line in table(html)] == ["active", "active", "stopped"]


@pytest.mark.parametrize(
    ("query", "drugs"),
    [
        ("", ["Active", "Held", "Stopped", "Over"]),
        ("?show=active", ["Active", "Held"]),
        ("?show=past", ["Stopped", "Over"]),
        ("?show=everything", ["Active", "Held", "Stopped", "Over"]),
    ],
)
def test_the_list_is_narrowed_by_a_closed_list_of_names(query, drugs, amara, timeline):
    order(amara, "Active", days_ago=1)
    order(amara, "Held", days_ago=2, status="on-hold")
    order(amara, "Stopped", days_ago=3, status="stopped", ends_at=NOW)
    order(amara, "Over", days_ago=4, ends_at=NOW - timedelta(days=1))

    assert sorted(line[0] for line in table(timeline(amara, query))) == sorted(drugs)


@pytest.mark.parametrize("query", ["", "?show=past"])
def test_leafing_back_and_forward_loses_no_order(query, amara, timeline):
    for number in range(60):
        status = "active" if number % 3 == 0 and not query else "stopped"
        order(amara, f"Drug {number:02d}", days_ago=number // 2 + 1, status=status, ends_at=None)
    html = timeline(amara, query)
    seen = [line[0] for line in table(html)]
    while older := link(html, "Older"):
        html = timeline(amara, older)
        seen += [line[0] for line in table(html)]

    assert len(seen) == len(set(seen)) == 60
    back = {line[0] for line in table(html)}
    while newer := link(html, "Newer"):
        html = timeline(amara, newer)
        back |= {line[0] for line in table(html)}
    assert back == set(seen)


def test_a_position_of_another_list_is_not_followed(amara, timeline):
    for number in range(30):
        order(amara, f"Drug {number:02d}", days_ago=number)
    older = link(timeline(amara), "Older").partition("?")[2]

    assert "not known any more" in timeline(amara, f"?show=active&{older}")


def test_an_order_ends_by_itself_without_a_write(amara, nadia, signed_in):
    order(amara, ends_at=NOW + timedelta(minutes=2))
    clock.stop_at(NOW)
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/medications/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    clock.move_by(timedelta(minutes=3))
    answer = client.get(url, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert table(answer.content.decode())[0][4] == "ended"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "No medication is recorded"),
        ("?show=active", "No active medication is recorded"),
        ("?show=past", "No past medication is recorded"),
    ],
)
def test_an_empty_chart_says_what_is_not_there(query, words, amara, timeline):
    assert words in timeline(amara, query)


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/medications/").status_code == 404
