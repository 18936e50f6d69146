"""The growth chart of a child: curves, points with z-score and centile, the table, and why there may be none."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.urls import Resolver404, resolve

from features.foundation.records import clock
from tests.factories import PatientFactory, ProviderFactory
from tests.pages_read import cells, link, words
from tests.vitals.sets import THEN, take
from tests.vitals.test_trend import points


@pytest.fixture
def tom(harbour):
    """A boy of exactly 14 March 2025: a year and 365 days old in the tests."""
    return PatientFactory(
        family_name="Reed", given_names="Tom", sex="male", birth_date=date(2025, 3, 14), at=harbour
    )


@pytest.fixture
def growth(nadia, signed_in):
    clock.stop_at(THEN)

    def shown(patient, measure: str, query: str = "") -> str:
        response = signed_in(nadia).get(f"/patients/{patient.public_id}/vitals/growth/{measure}/{query}")
        assert response.status_code == 200
        return response.content.decode()

    return shown


def names(html: str) -> list[str]:
    """The names of the curves."""
    return re.findall(r'<text class="trend__name"[^>]*>([^<]*)<', html)


def present(html: str) -> list[str]:
    """What is chosen of each row of picks."""
    return re.findall(r'aria-current="true">([^<]*)<', html)


def test_a_point_says_value_score_centile_time_and_author(tom, growth):
    take(tom, weight="9.65", taken_by=ProviderFactory(family_name="Petrov", given_names="Nadia"))

    assert points(growth(tom, "weight")) == [
        "9.65 kg, z 0.00, centile 50.2 · 14 Mar 2026, 09:30, \u2068Nadia Petrov\u2069"
    ]


def test_the_same_stands_in_the_table_behind_newest_first(tom, growth):
    take(tom, weight="3.35", at=datetime(2025, 3, 14, 12, tzinfo=UTC))
    take(tom, weight="13.9", status="corrected")

    assert cells(growth(tom, "weight")) == [
        ["Taken", "Age", "Value", "z-score", "Centile", "Taken by"],
        ["14 Mar 2026, 09:30 corrected", "12 mo", "13.9 kg", "+3.41", ">99.9", "–"],
        ["14 Mar 2025, 12:00", "0 d", "3.35 kg", "+0.01", "50.3", "–"],
    ]


def test_curves_are_those_of_the_sex_and_centiles_if_they_are_wanted(tom, growth, harbour):
    take(tom, weight="9.6")
    girl = PatientFactory(sex="female", birth_date=date(2025, 3, 14), at=harbour)
    take(girl, weight="9.6")
    html = growth(tom, "weight")

    assert names(html) == ["−3", "−2", "0", "+2", "+3"]
    assert names(growth(tom, "weight", "?lines=centiles")) == ["3", "15", "50", "85", "97"]
    assert "curves of boys" in html
    assert "curves of girls" in growth(girl, "weight")
    assert points(growth(girl, "weight"))[0].startswith("9.6 kg, z +0.57")


@pytest.mark.parametrize(
    ("born", "measure", "ages"),
    [
        (date(2025, 3, 14), "weight", "0 to 2 years"),
        (date(2023, 3, 14), "height", "0 to 5 years"),
        (date(2021, 3, 14), "bmi", "5 to 19 years"),
        (date(2018, 3, 14), "weight", "5 to 10 years"),
        (date(2010, 3, 14), "weight", "5 to 10 years"),
        (date(2010, 3, 14), "head_circumference", "0 to 5 years"),
    ],
)
def test_the_ages_of_the_chart_follow_from_the_child_unless_they_are_chosen(
    born, measure, ages, growth, harbour
):
    child = PatientFactory(sex="female", birth_date=born, at=harbour)

    assert ages in present(growth(child, measure))
    assert "0 to 2 years" in present(growth(child, measure, "?ages=0-2"))
    assert ages in present(growth(child, measure, "?ages=0-99"))


def test_a_value_at_another_age_is_in_the_table_and_counted_below_the_chart(tom, growth):
    take(tom, height="76")
    html = growth(tom, "height", "?ages=5-19")

    assert points(html) == []
    assert "1 value lies at other ages" in html
    assert "76.0 cm" in cells(html)[1]


def test_a_mistake_has_no_score_and_no_point(tom, growth):
    take(tom, head_circumference="46")
    take(tom, head_circumference="64", status="entered-in-error", error_reason="misread")
    html = growth(tom, "head_circumference")

    assert len(points(html)) == 1
    assert "<s>64.0</s>" in html
    assert "entered in error: misread" in html


def test_bmi_is_of_weight_and_height_of_one_set(tom, growth):
    take(tom, weight="9.6", at=THEN - timedelta(days=1))
    take(tom, height="76")
    assert len(cells(growth(tom, "bmi"))) == 0

    take(tom, weight="9.6", height="76", at=THEN - timedelta(days=2))
    assert cells(growth(tom, "bmi"))[1][2] == "16.6 kg/m²"


@pytest.mark.parametrize("sex", ["unknown", "other"])
def test_without_a_sex_of_the_tables_there_are_points_and_no_scores(sex, growth, harbour):
    child = PatientFactory(sex=sex, birth_date=date(2025, 3, 14), at=harbour)
    take(child, weight="9.6")
    html = growth(child, "weight")

    assert "sex is recorded as neither" in html
    assert points(html)[0].startswith("9.6 kg · ")
    assert names(html) == []
    assert cells(html)[1][3:5] == ["–", "–"]


def test_the_sex_at_birth_is_the_one_that_is_compared(growth, harbour):
    child = PatientFactory(sex="male", sex_at_birth="female", birth_date=date(2013, 3, 14), at=harbour)

    assert "curves of girls" in growth(child, "height")


def test_a_birth_date_that_is_not_exact_has_no_chart(growth, harbour):
    child = PatientFactory(sex="male", birth_date=date(2025, 3, 1), birth_precision="month", at=harbour)
    take(child, weight="9.6")
    html = growth(child, "weight")

    assert "the birth date is not known to the day" in html
    assert 'class="trend"' not in html
    assert cells(html)[1][1:5] == ["12 mo", "9.6 kg", "–", "–"]


def test_from_nineteen_years_on_values_are_no_longer_compared(growth, harbour):
    grown = PatientFactory(sex="male", birth_date=date(2007, 3, 14), at=harbour)
    take(grown, height="180", at=datetime(2026, 3, 13, 12, tzinfo=UTC))
    take(grown, height="181")

    assert [row[2] for row in cells(growth(grown, "height"))] == ["Value", "180.0 cm"]
    assert "under 19 years" in growth(grown, "weight")


def test_the_source_and_what_is_not_corrected_stand_below(tom, growth):
    told = {measure: words(growth(tom, measure)) for measure in ("weight", "height", "head_circumference")}

    assert all("WHO Child Growth Standards (2006)" in html for html in told.values())
    assert all("not corrected for a birth before term" in html for html in told.values())
    assert "restricted method" in told["weight"]
    assert "restricted method" not in told["height"]
    assert "of height, standing" in told["height"]


def test_children_are_led_here_and_adults_are_not(tom, harbour, nadia, signed_in):
    clock.stop_at(THEN)
    adult = PatientFactory(birth_date=date(2007, 3, 14), at=harbour)
    for patient in (tom, adult):
        take(patient, weight="9.6", pulse="80")
    client = signed_in(nadia)

    def way(patient, place: str) -> str:
        return link(
            client.get(f"/patients/{patient.public_id}/vitals/{place}").content.decode(), "Growth chart"
        )

    assert way(tom, "") == f"/patients/{tom.public_id}/vitals/growth/weight/"
    assert way(tom, "height/trend/") == f"/patients/{tom.public_id}/vitals/growth/height/"
    assert way(tom, "pulse/trend/") == ""
    assert way(adult, "") == way(adult, "weight/trend/") == ""


def test_only_measures_of_growth_have_an_address(tom):
    for measure in ("muac", "pulse", "WEIGHT", "weight%27"):
        with pytest.raises(Resolver404):
            resolve(f"/patients/{tom.public_id}/vitals/growth/{measure}/")


def test_it_is_unchanged_until_something_is_written(tom, nadia, signed_in):
    take(tom, weight="9.6")
    client, url = signed_in(nadia, htmx=True), f"/patients/{tom.public_id}/vitals/growth/weight/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    take(tom, weight="9.7")
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(tom, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{tom.public_id}/vitals/growth/weight/").status_code == 404


def test_an_age_is_of_the_day_at_the_facility(growth, harbour):
    """At 23:30 UTC of the day before it is the birthday in London, in summer."""
    child = PatientFactory(sex="female", birth_date=date(2024, 7, 2), at=harbour)
    take(child, weight="9", at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC))

    assert cells(growth(child, "weight"))[1][1] == "12 mo"
    assert unescape(points(growth(child, "weight"))[0]).endswith("2 Jul 2025, 00:30")
