"""NEWS2: every edge of every band, both scales of saturation, missing parameters, and who has no score."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.vitals.news2 import (
    BANDS,
    SCORED_FROM,
    SPO2_SCALE_1,
    SPO2_SCALE_2_ON_AIR,
    SPO2_SCALE_2_ON_OXYGEN,
    Level,
    NotScored,
    Observed,
    Scale2,
    Score,
    news2,
    on_oxygen,
)
from features.vitals.rules import SIGNS, Acvpu

ADULT = 40 * 12
NORMAL = {
    "respiratory_rate": "16", "spo2": "97", "on_oxygen": False, "systolic": "120", "pulse": "70",
    "consciousness": "A", "temperature": "37.0",
}  # fmt: skip
ON_SCALE_2 = Scale2("Dr Iyer", date(2026, 3, 14))


def observed(**changes) -> Observed:
    """A set in which all is normal, with changes; None takes a parameter out."""
    values = {**NORMAL, **changes}
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = Acvpu(value) if name == "consciousness" else Decimal(value)
    return Observed(**values)


def scored(scale_2: Scale2 | None = None, **changes) -> Score:
    found = news2(observed(**changes), months=ADULT, is_pregnant=False, scale_2=scale_2)
    assert isinstance(found, Score)
    return found


EDGES = [
    # parameter: value and score, both sides of each limit
    ("respiratory_rate", "0 3, 8 3, 9 1, 11 1, 12 0, 20 0, 21 2, 24 2, 25 3, 120 3"),
    ("systolic", "20 3, 90 3, 91 2, 100 2, 101 1, 110 1, 111 0, 219 0, 220 3, 350 3"),
    ("pulse", "0 3, 40 3, 41 1, 50 1, 51 0, 90 0, 91 1, 110 1, 111 2, 130 2, 131 3, 350 3"),
    ("temperature", "10 3, 35.0 3, 35.1 1, 36.0 1, 36.1 0, 38.0 0, 38.1 1, 39.0 1, 39.1 2, 48 2"),
    ("consciousness", "A 0, C 3, V 3, P 3, U 3"),
]


@pytest.mark.parametrize(
    ("name", "value", "score"),
    [(name, *edge.split()) for name, edges in EDGES for edge in edges.split(", ")],
)
def test_both_sides_of_each_limit(name, value, score):
    assert scored(**{name: value}).parts[name] == int(score)


SATURATIONS = [
    # value: scale 1, scale 2 on air, scale 2 on oxygen, scale 2 where nobody says
    "0   3 3 3 3", "83  3 3 3 3", "84  3 2 2 2", "85  3 2 2 2", "86  3 1 1 1", "87  3 1 1 1", "88  3 0 0 0",
    "90  3 0 0 0", "91  3 0 0 0", "92  2 0 0 0", "93  2 0 1 -", "94  1 0 1 -", "95  1 0 2 -", "96  0 0 2 -",
    "97  0 0 3 -", "100 0 0 3 -",
]  # fmt: skip


@pytest.mark.parametrize("row", SATURATIONS, ids=lambda row: row.split()[0])
def test_both_scales_of_saturation(row):
    value, *scores = row.split()
    on = [scored(spo2=value, on_oxygen=supply) for supply in (False, True, None)]
    on_2 = [scored(ON_SCALE_2, spo2=value, on_oxygen=supply) for supply in (False, True, None)]

    assert [score.parts["spo2"] for score in on] == [int(scores[0])] * 3
    assert ["-" if (part := score.parts["spo2"]) is None else str(part) for score in on_2] == scores[1:]


@pytest.mark.parametrize(("supply", "score"), [(False, 0), (True, 2), (None, None)])
def test_oxygen_scores_two_and_blank_is_not_air(supply, score):
    assert scored(on_oxygen=supply).parts["on_oxygen"] == score


@pytest.mark.parametrize(("device", "expected"), [("", None), ("air", False), ("mask", True), ("CPAP", True)])
def test_what_a_device_says_of_oxygen(device, expected):
    assert on_oxygen(device) is expected


@pytest.mark.parametrize(
    ("name", "raw", "score"),
    [
        ("temperature", "36.056", 0),
        ("temperature", "36.04", 1),
        ("temperature", "35.05", 1),
        ("temperature", "35.049", 3),
        ("temperature", "39.05", 2),
        ("systolic", "110.5", 0),
        ("systolic", "110.49", 1),
        ("systolic", "219.5", 3),
        ("pulse", "130.5", 3),
        ("respiratory_rate", "8.5", 1),
        ("spo2", "91.5", 2),
        ("spo2", "95.49", 1),
    ],
)
def test_what_is_shown_is_scored(name, raw, score):
    assert scored(**{name: raw}).parts[name] == score


@pytest.mark.parametrize(
    ("changes", "total"),
    [
        ({}, 0),
        ({"respiratory_rate": "22", "pulse": "100", "systolic": "105", "temperature": "38.5"}, 5),
        ({"respiratory_rate": "22", "pulse": "120", "systolic": "95", "temperature": "38.5"}, 7),
        (
            {
                "respiratory_rate": "30", "spo2": "80", "on_oxygen": True, "systolic": "80", "pulse": "140",
                "temperature": "34", "consciousness": "V",
            },
            20,
        ),
        ({"spo2": "90"}, 3),
    ],
)  # fmt: skip
def test_the_published_vectors(changes, total):
    assert scored(**changes).total == total


def test_a_saturation_of_90_is_nothing_on_scale_2():
    assert scored(ON_SCALE_2, spo2="90").total == 0


def test_scale_2_is_somebodys_decision():
    with pytest.raises(ValueError, match="somebody's decision"):
        Scale2(" ", date(2026, 3, 14))


@pytest.mark.parametrize("name", NORMAL)
def test_a_missing_parameter_gives_no_total(name):
    score = scored(**{name: None})

    assert (score.total, score.level, score.risk, score.trigger) == (None, None, None, None)
    assert (score.parts[name], score.words) == (None, "6 of 7 recorded, at least 0")


@pytest.mark.parametrize(
    ("changes", "words", "level"),
    [
        ({}, "0", Level.ZERO),
        ({"spo2": None, "pulse": "120", "systolic": "95"}, "6 of 7 recorded, at least 4", None),
        ({"spo2": None, "pulse": "131"}, "6 of 7 recorded, at least 3", Level.SINGLE_THREE),
        ({"spo2": None, "respiratory_rate": "22", "pulse": "120", "temperature": "38.5"},
         "6 of 7 recorded, at least 5", Level.FIVE_OR_SIX),
        ({"temperature": None, "systolic": "80", "pulse": "140", "on_oxygen": True},
         "6 of 7 recorded, at least 8", Level.SEVEN_OR_MORE),
        (dict.fromkeys(NORMAL), "0 of 7 recorded, at least 0", None),
        ({"pulse": "0"}, "3", Level.SINGLE_THREE),
    ],
)  # fmt: skip
def test_an_incomplete_set_calls_for_what_is_certain_and_is_never_low(changes, words, level):
    score = scored(**changes)

    assert (score.words, score.level) == (words, level)


def test_a_saturation_that_scale_2_cannot_score_was_recorded_all_the_same():
    score = scored(ON_SCALE_2, spo2="95", on_oxygen=None)

    assert (score.words, score.parts["spo2"]) == ("6 of 7 recorded, at least 0", None)


@pytest.mark.parametrize(
    ("months", "is_pregnant", "reason"),
    [
        (None, False, NotScored.AGE_UNKNOWN),
        (0, False, NotScored.UNDER_16),
        (191, False, NotScored.UNDER_16),
        (191, True, NotScored.UNDER_16),
        (192, True, NotScored.PREGNANT),
        (ADULT, True, NotScored.PREGNANT),
    ],
)
def test_who_has_no_score_is_told_why(months, is_pregnant, reason):
    assert news2(observed(), months=months, is_pregnant=is_pregnant) == reason


def test_scores_begin_at_16_years():
    assert SCORED_FROM == 192
    assert isinstance(news2(observed(), months=192, is_pregnant=False), Score)
    assert [reason.value for reason in NotScored] == [
        "NEWS2 is for age 16 and over",
        "NEWS2 needs the age, which is not known",
        "NEWS2 is not for pregnancy",
    ]


ALL_BANDS = {
    **{name: (name, bands) for name, bands in BANDS.items()},
    "scale 1": ("spo2", SPO2_SCALE_1),
    "scale 2 on air": ("spo2", SPO2_SCALE_2_ON_AIR),
    "scale 2 on oxygen": ("spo2", SPO2_SCALE_2_ON_OXYGEN),
}


@pytest.mark.parametrize(("name", "bands"), ALL_BANDS.values(), ids=ALL_BANDS)
def test_each_value_that_can_be_shown_meets_exactly_one_band(name, bands):
    sign = SIGNS[name]
    steps = 10**sign.places
    low, high = (int(limit * steps) for limit in sign.hard)
    for step in range(low, high + 1):
        assert sum(band.holds(Decimal(step) / steps) for band in bands) == 1


def recorded(name: str) -> st.SearchStrategy:
    low, high = SIGNS[name].hard
    return st.none() | st.decimals(low, high, places=3)


sets = st.builds(
    Observed,
    on_oxygen=st.sampled_from([None, True, False]),
    consciousness=st.none() | st.sampled_from(Acvpu),
    **{name: recorded(name) for name in [*BANDS, "spo2"]},
)


@given(taken=sets, scale_2=st.sampled_from([None, ON_SCALE_2]))
def test_the_total_is_the_sum_of_seven_parts_or_there_is_none(taken, scale_2):
    score = news2(taken, months=ADULT, is_pregnant=False, scale_2=scale_2)
    values = {name: getattr(taken, name) for name in score.parts}
    missing = [name for name, value in values.items() if value is None]

    assert len(score.parts) == 7
    assert score.recorded == 7 - len(missing)
    assert all(score.parts[name] is None for name in missing)
    assert all(part in (None, 0, 1, 2, 3) for part in score.parts.values())
    assert score.total == (None if missing else sum(score.parts.values()))
    assert 0 <= score.at_least <= 20
    assert missing or score.level is not None


HEALTHIEST = {"respiratory_rate": 16, "spo2": 100, "systolic": 165, "pulse": 70, "temperature": 37}
"""Where a sign has no points on scale 1: away from there they never become fewer."""


@given(taken=sets, name=st.sampled_from(sorted(HEALTHIEST)), data=st.data())
def test_what_lies_further_from_health_never_has_fewer_points(taken, name, data):
    low, high = SIGNS[name].hard
    middle = Decimal(HEALTHIEST[name])
    side = data.draw(st.sampled_from([(low, middle), (middle, high)]))
    nearer, further = sorted(
        (data.draw(st.decimals(*side, places=1)) for _ in range(2)), key=lambda value: abs(value - middle)
    )
    less, more = (
        news2(replace(taken, **{name: value}), months=ADULT, is_pregnant=False) for value in (nearer, further)
    )
    assert less.parts[name] <= more.parts[name]
    assert less.at_least <= more.at_least
    assert (less.total is None) == (more.total is None)
