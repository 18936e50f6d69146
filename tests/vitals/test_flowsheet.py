"""The flowsheet: every set and every sign of it, in the facility's time, with what is wrong or was corrected."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from features.foundation.audit.models import AuditEvent
from tests.factories import PatientFactory, ProviderFactory
from tests.pages_read import cells, link, row
from tests.vitals.sets import THEN, take, take_many


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def sheet(nadia, signed_in):
    def shown(patient, url: str = "") -> str:
        return signed_in(nadia).get(url or f"/patients/{patient.public_id}/vitals/").content.decode()

    return shown


def test_the_newest_set_stands_first(amara, sheet):
    take_many(amara, 3)

    assert row(sheet(amara), "Pulse") == ["60 normal", "61 normal", "62 normal"]


def test_zero_is_a_value(amara, sheet):
    take(amara, pain="0", systolic="120", diastolic="0")
    html = sheet(amara)

    assert row(html, "Pain") == ["0"]
    assert row(html, "Blood pressure")[0].startswith("120/0")


def test_a_sign_that_no_set_of_the_page_holds_is_left_out(amara, sheet):
    take(amara, pulse="72")

    assert {line[0].split(" ")[0] for line in cells(sheet(amara))[2:]} == {
        "NEWS2",
        "Pulse",
        "Mend",
        "Withdraw",
    }


def test_a_missing_pressure_is_a_dash_and_missing_oxygen_is_not_air(amara, sheet):
    take(amara, systolic="120")
    take(amara, at=THEN + timedelta(hours=1), oxygen_device="air", pulse="70")
    html = sheet(amara)

    assert row(html, "Blood pressure")[1].startswith("120/–")
    assert row(html, "Oxygen") == ["Air", ""]


def test_oxygen_says_how_much_and_through_what(amara, sheet):
    take(amara, oxygen_device="nasal cannula", oxygen_flow="4.0", at=THEN - timedelta(hours=1))
    take(amara, oxygen_device="CPAP", fio2="40")

    assert row(sheet(amara), "Oxygen") == ["40 % CPAP", "4 L/min nasal cannula"]


def test_what_is_critical_says_so_by_word_tint_and_arrow(amara, sheet):
    take(amara, spo2="91", respiratory_rate="21")
    html = sheet(amara)

    assert row(html, "SpO₂") == ["91 critical low"]
    assert row(html, "Respiratory rate") == ["21 high"]
    assert len(re.findall(r'<td data-key="[^"]+" data-severity="critical">', html)) == 1


def test_confusion_is_abnormal_and_alert_is_not(amara, sheet):
    take(amara, consciousness="A")
    take(amara, consciousness="C", at=THEN + timedelta(hours=1))

    assert row(sheet(amara), "Consciousness") == ["Confused abnormal", "Alert"]


def test_a_set_of_a_summer_night_stands_on_the_day_of_the_clock_on_the_wall(amara, sheet):
    take(amara, at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC), pulse="70")
    days, times = cells(sheet(amara))[:2]

    assert days == ["", "2 Jul 2025"]
    assert times == ["Sign", "00:30"]


def test_days_are_grouped_over_their_times(amara, sheet):
    for hours in (0, 2, 20):
        take(amara, at=THEN - timedelta(hours=hours), pulse="70")
    html = sheet(amara)

    assert cells(html)[0] == ["", "14 Mar 2026", "13 Mar 2026"]
    assert 'colspan="2"' in html


def test_a_corrected_set_and_its_values_are_marked(amara, sheet):
    take(amara, pulse="70", status="corrected")
    html = sheet(amara)

    assert "09:30 corrected" in cells(html)[1]
    assert row(html, "Pulse") == ["70 normal corrected"]


def test_a_mistake_is_struck_through_with_its_reason_and_is_not_judged(amara, sheet):
    take(amara, pulse="180", status="entered-in-error", error_reason="of the neighbour")
    html = sheet(amara)

    assert '<s class="reading__value">180</s>' in html
    assert "entered in error: of the neighbour" in cells(html)[1][1]
    assert row(html, "Pulse") == ["180"]
    assert 'data-severity="critical"' not in html


def test_the_body_mass_index_is_computed_and_never_from_half_of_it(amara, sheet):
    take(amara, weight="84.0", height="168")
    take(amara, at=THEN + timedelta(hours=1), weight="85")

    assert row(sheet(amara), "BMI") == ["", "29.8 overweight"]


def test_who_took_a_set_is_told_in_every_script(amara, sheet):
    take(amara, pulse="70", taken_by=ProviderFactory(family_name="حداد", given_names="ليلى"))
    html = sheet(amara)

    assert row(html, "Taken by") == ["ليلى حداد"]
    assert "<bdi>ليلى حداد</bdi>" in html


@pytest.mark.parametrize(
    ("born", "is_told"), [(date(2026, 3, 12), True), (date(2008, 3, 15), True), (date(1921, 11, 4), False)]
)
def test_children_are_judged_by_limits_that_nobody_has_reviewed(born, is_told, harbour, sheet):
    patient = PatientFactory(birth_date=born, at=harbour)
    take(patient, pulse="120")

    assert ("limits are not reviewed yet" in sheet(patient)) == is_told


def test_without_a_birth_date_nothing_is_judged(harbour, sheet):
    patient = PatientFactory(birth_date=None, birth_precision="unknown", at=harbour)
    take(patient, pulse="180")

    assert row(sheet(patient), "Pulse") == ["180"]


def test_an_empty_chart_says_what_will_be_here(amara, sheet):
    html = sheet(amara)

    assert "No vital signs yet" in html
    assert "<table" not in html
    assert "Older" not in html


def test_leafing_back_and_forward_loses_nothing_and_shows_nothing_twice(amara, sheet):
    take_many(amara, 24)
    take(
        amara, at=THEN - timedelta(hours=4 * 9), pulse="99"
    )  # at the time of another, across the pages' edge
    html, seen = sheet(amara), []
    seen.append(row(html, "Pulse"))
    while older := link(html, "Older"):
        html = sheet(amara, older)
        seen.append(row(html, "Pulse"))
    there = [value.split()[0] for page in seen for value in page]

    assert len(there) == len(set(there)) == 25
    back = [row(html, "Pulse")]
    while newer := link(html, "Newer"):
        html = sheet(amara, newer)
        back.append(row(html, "Pulse"))
    assert back[-1][0] == seen[0][0]
    assert {value for page in back for value in page} >= {value for page in seen for value in page}


def test_a_position_that_was_altered_shows_the_newest_and_says_so(amara, sheet):
    take_many(amara, 12)
    html = sheet(amara, f"/patients/{amara.public_id}/vitals/?at=nonsense")

    assert "That page is not known any more" in html
    assert row(html, "Pulse")[0] == "60 normal"


def test_a_position_of_another_patient_shows_nothing_of_theirs(amara, harbour, sheet):
    other = PatientFactory(at=harbour)
    take_many(other, 12)
    take_many(amara, 2)
    older = link(sheet(other), "Older").partition("?")[2]
    html = sheet(amara, f"/patients/{amara.public_id}/vitals/?{older}")

    assert row(html, "Pulse") == ["60 normal", "61 normal"]


def test_the_region_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    take(amara, pulse="70")
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/vitals/"
    etag = client.get(url).headers["ETag"]
    before = AuditEvent.objects.count()

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert AuditEvent.objects.count() == before
    take(amara, pulse="71")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_page_carries_the_etag_by_which_its_region_refreshes(amara, nadia, signed_in):
    take_many(amara, 12)
    page = signed_in(nadia).get(f"/patients/{amara.public_id}/vitals/?junk=1").content.decode()
    etag = page.split('data-region="vitals:flowsheet" data-etag="')[1].split('"')[0].replace("&quot;", '"')
    url = f"/patients/{amara.public_id}/vitals/"

    assert f'hx-get="{url}"' in page
    assert signed_in(nadia, htmx=True).get(url, headers={"If-None-Match": etag}).status_code == 304


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/vitals/").status_code == 404


def test_a_sheet_that_refreshes_itself_keeps_no_session_alive(amara, nadia, signed_in):
    from features.foundation.access import sessions
    from features.foundation.records import clock

    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/vitals/"
    etag = client.get(url).headers["ETag"]
    clock.move_by(timedelta(minutes=10))
    client.get(url, headers={"If-None-Match": etag})
    clock.move_by(timedelta(minutes=6))

    assert sessions.why_over(client.session)
