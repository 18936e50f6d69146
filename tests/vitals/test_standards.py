"""What a facility decided is read and holds for adults; what cannot be read, or contradicts itself, does not."""

import logging
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.clinical.interpretation import Limits
from features.vitals.news2 import INTERVALS, Level
from features.vitals.rules import SIGNS, UNREVIEWED, judged, limits_for
from features.vitals.scoring import SCORED
from features.vitals.standards import (
    ASKED,
    DEFAULTS,
    LEVELS,
    LIMITED,
    PARTS,
    Group,
    faults,
    read_part,
    read_standards,
    sign_of,
    tell_part,
)
from tests.ui.fields.bad import group
from tests.vitals.standards import part, stored

ADULT, CHILD = 400, 60
JUDGED = [name for name in LIMITED if SIGNS[name].normal != (None, None)]
STEP = {name: Decimal(1).scaleb(-SIGNS[name].places) for name in LIMITED}


def held(**parts):
    return read_standards(stored(**parts))


def test_nothing_decided_is_the_defaults():
    for nothing in ({}, None, [], "", 7, {"labs": {}}, {"vitals": None}, {"vitals": []}):
        assert read_standards(nothing) == DEFAULTS
    assert read_standards({"vitals": {}}).signs == SIGNS


@pytest.mark.parametrize("name", PARTS)
def test_every_part_is_read_as_it_is_told(name):
    standards = held(**{name: {}})
    assert list(standards.approved) == [name]
    assert standards.approved[name].source == "our committee, 2026"
    told = tell_part(standards, name)
    assert {**told, "source": ""} == {**tell_part(DEFAULTS, name), "source": ""}
    assert read_part(name, told) == read_part(name, {**tell_part(DEFAULTS, name), "source": told["source"]})


@pytest.mark.parametrize("name", JUDGED)
def test_each_limit_of_each_sign_changes_its_flag_for_adults_alone(name):
    row, step = SIGNS[name], STEP[name]
    low, high = row.normal
    narrow = held(**{name: {"normal": [f"{low + step:f}", f"{high - step:f}"]}}).signs
    for value, flag in ((low, "L"), (high, "H")):
        assert judged(name, value, ADULT) == "N"
        assert judged(name, value, ADULT, limits_for(name, ADULT, narrow)) == flag
        assert limits_for(name, CHILD, narrow) == limits_for(name, CHILD)
    for side, flag in ((0, "LL"), (1, "HH")):
        limit = row.critical[side]
        if limit is None:
            continue
        wide = held(
            **{name: {"critical": [None if at == side else _words(row.critical[at]) for at in (0, 1)]}}
        )
        assert judged(name, limit, ADULT) == flag
        assert judged(name, limit, ADULT, limits_for(name, ADULT, wide.signs)) == flag[0]
    assert limits_for(name, ADULT, narrow).source == "our committee, 2026"


def _words(limit):
    return None if limit is None else f"{limit:f}"


@pytest.mark.parametrize("name", LIMITED)
def test_soft_limits_are_the_facilitys_for_adults_alone(name):
    low, high = SIGNS[name].soft
    standards = (
        held(**{name: {"soft": [f"{low:f}", f"{high - STEP[name]:f}"]}})
        if name != "spo2"
        else held(spo2={"soft": ["80", "100"]})
    )
    assert standards.soft(name, ADULT) != SIGNS[name].soft
    assert standards.soft(name, CHILD) == standards.soft(name, None) == SIGNS[name].soft
    assert standards.signs[name].hard == SIGNS[name].hard


@pytest.mark.parametrize("name", [name for name in SIGNS if name not in JUDGED])
def test_what_has_no_normal_band_gets_none(name):
    assert limits_for(name, ADULT, held(**{name: {}} if name in LIMITED else {}).signs).low is None


def test_hard_limits_bands_of_children_and_scores_are_nobodys_to_decide():
    told = part("systolic", hard=["0", "999"], children={"normal": ["1", "2"]}, score=0)
    standards = read_standards({"vitals": {"systolic": told, "BANDS": {}, "news2": {}}})
    assert standards.signs["systolic"].hard == SIGNS["systolic"].hard
    assert limits_for("systolic", CHILD, standards.signs) == Limits(low=Decimal(76 + 2), source=UNREVIEWED)


@pytest.mark.parametrize(
    ("decided", "at"),
    [
        ({"soft": ["19", "250"]}, "soft_low"),
        ({"soft": ["60", "351"]}, "soft_high"),
        ({"soft": ["250", "60"]}, "soft_high"),
        ({"soft": ["60", None]}, "soft_high"),
        ({"normal": ["59", "139"], "critical": [None, "180"]}, "normal_low"),
        ({"normal": ["90", "251"], "critical": ["80", None]}, "normal_high"),
        ({"normal": ["139", "90"], "critical": [None, None]}, "normal_high"),
        ({"normal": [None, "139"]}, "normal_low"),
        ({"critical": ["90", "180"]}, "critical_low"),
        ({"critical": ["80", "139"]}, "critical_high"),
        ({"critical": ["19", "180"]}, "critical_low"),
        ({"critical": ["80", "351"]}, "critical_high"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_said_at_its_limit_and_leaves_the_default(decided, at, caplog):
    told = part("systolic", **decided)
    assert at in dict(faults(sign_of("systolic", told)))
    with caplog.at_level(logging.WARNING):
        standards = read_standards(
            {"vitals": {"systolic": told, "pulse": part("pulse", normal=["50", "90"])}}
        )
    assert standards.signs["systolic"] == SIGNS["systolic"]
    assert "systolic" not in standards.approved
    assert standards.signs["pulse"].normal == (50, 90)
    assert [record.getMessage() for record in caplog.records] == [
        "The standard of systolic cannot be read; its default holds."
    ]


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("typed", group("Q"))
def test_hostile_values_leave_the_default(typed, name):
    default = read_standards(stored(**{name: {}}))
    for key in (
        "soft",
        "normal",
        "critical",
        "asked",
        "due",
        "overdue",
        "source",
        "approved_by",
        "approved_at",
    ):
        for value in (typed, [typed, typed], {typed: typed}, 1.5, True, None):
            found = read_standards({"vitals": {name: part(name, **{key: value})}})
            for sign in found.signs.values():
                assert not any(faults(sign)) or sign == SIGNS[sign_name(sign)]
            assert found.intervals.keys() == INTERVALS.keys()
            assert found.signs.keys() == default.signs.keys()


def sign_name(sign):
    return next(name for name, row in SIGNS.items() if row.codes == sign.codes)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(PARTS), ANY, max_size=4))
def test_whatever_stands_there_never_fails(told):
    standards = read_standards({"vitals": told})
    assert (standards.signs, standards.asked, standards.intervals) == (SIGNS, ASKED, INTERVALS)


@pytest.mark.parametrize(
    ("sign", "asked", "months", "is_asked"),
    [
        ("pain", [], ADULT, False),
        ("pain", [], CHILD, False),
        ("pain", [], None, False),
        ("pain", ["adults"], ADULT, True),
        ("pain", ["adults"], CHILD, False),
        ("pain", ["adults"], None, True),
        ("muac", ["children"], CHILD, True),
        ("muac", ["adults"], ADULT, False),
        ("height", ["children"], 215, True),
        ("height", ["children"], 216, False),
    ],
)
def test_of_whom_a_sign_is_asked(sign, asked, months, is_asked):
    assert held(**{sign: {"asked": asked}}).asks(sign, months) is is_asked


def test_the_signs_of_news2_are_always_asked():
    standards = held(**{name: {"asked": []} for name in (*ASKED, *LIMITED)})
    for sign in (*SCORED, "oxygen", "diastolic"):
        assert standards.asks(sign, ADULT)
        assert standards.asks(sign, CHILD)
    assert DEFAULTS.asked["muac"] == {Group.CHILDREN}


@pytest.mark.parametrize(("name", "level"), LEVELS.items())
def test_each_level_has_its_interval(name, level):
    standards = held(**{name: {"due": 45, "overdue": 90}})
    assert standards.intervals[level].due == timedelta(minutes=45)
    assert standards.intervals[level].overdue == timedelta(minutes=90)
    assert standards.intervals[level].is_continuous == INTERVALS[level].is_continuous
    assert {one: standards.intervals[one] for one in Level if one != level} == {
        one: INTERVALS[one] for one in Level if one != level
    }


@pytest.mark.parametrize(
    ("due", "overdue"), [(4, 4), (90, 45), (5, 10081), (-5, 5), (5.0, 5), ("5", "5"), (True, True), (None, 5)]
)
def test_an_interval_that_cannot_be_leaves_the_default(due, overdue):
    assert held(zero={"due": due, "overdue": overdue}).intervals == INTERVALS
