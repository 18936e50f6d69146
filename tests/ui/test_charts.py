"""Charts: axes of rounded numbers and dates, bands of one side, points that say what they are."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.foundation.ui.axes import TimeAxis, number_ticks
from features.foundation.ui.charts import band, scale_of, spark
from features.foundation.ui.trends import FOOT, TOP, Curve, Line, Point, trend

THEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def line(*values: str, limits: Limits = NO_LIMITS, flag: str = "") -> Line:
    return Line(
        "Pulse",
        [
            Point(THEN + timedelta(hours=hour), Decimal(value), f"{value} /min", flag)
            for hour, value in enumerate(values)
        ],
        limits,
    )


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        (60, 112, ["60", "80", "100", "120"]),
        (0, 10, ["0", "2", "4", "6", "8", "10"]),
        (36.1, 38.4, ["36.0", "36.5", "37.0", "37.5", "38.0", "38.5"]),
        (0.01, 0.04, ["0.01", "0.02", "0.03", "0.04"]),
        (-3, 2, ["-3", "-2", "-1", "0", "1", "2"]),
        (900, 12000, ["0", "5000", "10000", "15000"]),
    ],
)
def test_numbers_of_an_axis_are_rounded_and_hold_every_value(lowest, highest, ticks):
    assert [f"{tick:f}" for tick in number_ticks(lowest, highest)] == ticks


def test_a_range_of_one_side_reaches_to_the_edge_of_the_picture():
    values = [Decimal(4), Decimal(6)]
    from_five = Limits(low=Decimal(5), open_above=True)
    up_to_five = Limits(high=Decimal(5), open_below=True)

    assert band(scale_of(values, from_five, top=0, bottom=100), from_five) == (0, 50)
    assert band(scale_of(values, up_to_five, top=0, bottom=100), up_to_five) == (50, 50)


def test_a_range_of_which_one_side_is_unknown_has_no_band():
    scale = scale_of([Decimal(4), Decimal(6)], NO_LIMITS, top=0, bottom=100)

    assert band(scale, Limits(low=Decimal(5))) is None
    assert band(scale, NO_LIMITS) is None


def test_nothing_is_drawn_of_nothing():
    assert trend([Line("Pulse", [])], name="Pulse") == ""


def test_a_single_zero_has_a_picture():
    html = trend([line("0")], name="Pain")

    assert html.count('class="trend__point"') == 1
    assert 'y="NaN"' not in html
    assert ">-" not in html  # pain below zero is nothing that an axis should offer


def test_each_point_can_be_focused_and_has_its_words_as_title_and_as_text():
    html = trend([line("70", "131", flag="HH")], name="Pulse")

    assert html.count('tabindex="0"') == 2
    assert "<title>131 /min, critical high · 14 Mar 2026, 10:30</title>" in html
    assert '<tspan class="trend__value" x="50%" y="18">131 /min, critical high</tspan>' in html


def test_a_point_tells_its_severity_by_its_form_as_well():
    forms = {
        trend([line("70", flag=flag)], name="x").split(' d="')[1].split('"')[0]
        for flag in ("", "L", "H", "LL", "HH", "A")
    }

    assert len(forms) == 6


def test_critical_zones_lie_within_the_picture_and_are_drawn_for_one_line_only():
    limits = Limits(Decimal(60), Decimal(100), Decimal(40), Decimal(131))
    one = trend([line("70", "140", limits=limits)], name="Pulse")
    two = trend([line("70", "140", limits=limits), line("50", limits=limits)], name="Both")

    assert one.count('class="trend__zone"') == 1
    assert two.count('class="trend__zone"') == 0
    zone = one.split('class="trend__zone"')[1].split("/>")[0]
    assert f'y="{TOP}' in zone
    assert one.count('class="trend__band"') == 1


def test_the_band_is_seen_though_all_values_lie_outside_of_it():
    html = trend([line("10.8", limits=Limits(Decimal("12.0"), Decimal("15.5")))], name="Haemoglobin")
    height = float(html.split('class="trend__band"')[1].split('height="')[1].split('"')[0])

    assert height > 50


def test_lines_are_drawn_by_shares_of_the_width_and_hold_no_style():
    html = trend([line("70", "80", "75")], name="Pulse")

    assert html.count('class="trend__line"') == 2
    assert "style=" not in html
    assert float(html.split('class="trend__line" x1="')[1].split('%"')[0]) >= 0
    assert all(TOP <= float(y) <= FOOT for y in [html.split('y1="')[1].split('"')[0]])


def test_a_name_from_right_to_left_stays_apart_from_the_time():
    point = Point(THEN, Decimal(70), "70 /min", by="ليلى حداد")

    assert point.second_line == "14 Mar 2026, 09:30, \u2068ليلى حداد\u2069"


def test_markup_in_a_name_or_value_is_drawn_as_words():
    html = trend([Line("x", [Point(THEN, Decimal(1), "<b>1</b>", by="<script>")])], name='"><img>')

    assert "<script>" not in html
    assert "<b>" not in html
    assert "<img>" not in html


def test_a_single_moment_stands_in_the_middle():
    assert TimeAxis.over([THEN]).x(THEN) == 50


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=4), ["10:00", "11:00", "12:00", "13:00"]),
        (timedelta(days=3), ["15 Mar", "16 Mar", "17 Mar"]),
        (timedelta(days=400), ["Apr 2026", "Jul 2026", "Oct 2026", "Jan 2027", "Apr 2027"]),
        (timedelta(days=3660), ["2028", "2030", "2032", "2034", "2036"]),
    ],
)
def test_dates_of_an_axis_are_rounded_and_few(span, words):
    ticks = TimeAxis.over([THEN, THEN + span]).ticks()

    assert [label for _x, label in ticks] == words
    assert all(0 <= x <= 100 for x, _label in ticks)


def test_dates_are_those_of_the_facility_also_where_a_day_has_23_hours():
    with timezone.override(ZoneInfo("Europe/London")):
        axis = TimeAxis.over([datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 31, 12, tzinfo=UTC)])
        ticks = axis.ticks()

    assert [label for _x, label in ticks] == ["29 Mar", "30 Mar", "31 Mar"]
    assert ticks[1][0] - ticks[0][0] < ticks[2][0] - ticks[1][0]


def test_a_range_reaches_from_end_to_end_and_both_limits_have_a_band():
    point = Point(THEN, Decimal(120), "120/70", marks=[(Decimal(120), "N"), (Decimal(70), "LL")])
    limits, lower = Limits(Decimal(90), Decimal(139)), Limits(Decimal(50), Decimal(89))
    html = trend([Line("Pressure", [point], limits, lower, is_joined=False)], name="Pressure")
    bar = html.split('class="trend__bar"')[1].split("/>")[0]

    assert [f'y="{y}" overflow' in html for y in re.findall(r'y[12]="([\d.]+)"', bar)] == [True, True]
    assert html.count('class="trend__band"') == 2
    assert html.count('class="trend__zone"') == 0


def test_curves_are_drawn_where_there_is_no_point_and_bear_their_names():
    curves = [Curve("0", [(0, 5.0), (100, 9.0)], is_middle=True), Curve("+2", [(0, 6.0), (100, 12.0)])]
    html = trend([Line("Weight", [])], name="Weight", axis=TimeAxis.over([THEN]), curves=curves, height=400)

    assert (
        re.findall(r'class="trend__curve([^"]*)" points="0,([\d.]+) 100', html)[0][0]
        == " trend__curve--middle"
    )
    assert re.findall(r'class="trend__name" x="101%"[^>]*>([^<]*)<', html) == ["0", "+2"]
    assert 'aria-label="Weight: no values"' in html
    assert 'height="400"' in html


def test_a_course_that_was_drawn_before_lends_its_decimals_to_no_equal_one():
    coarse = spark([Decimal("5"), Decimal("6")], NO_LIMITS, "")
    assert "5.0, 6.0" in spark([Decimal("5.0"), Decimal("6.0")], NO_LIMITS, "")
    assert "5, 6" in coarse
