"""Slips of the hand: each is seen, what it offers is right, and nothing that may be meant is taken for one."""

from decimal import Decimal

import pytest

from features.vitals.slips import SlipKind, changed_much, slips

ADULT, CHILD = 500, 60


def typed(text: str) -> dict[str, tuple[Decimal, str]]:
    """`weight=180 kg height=70 cm`."""
    found = {}
    for part in text.split(", "):
        sign, said = part.split("=")
        number, unit = said.split(" ")
        found[sign] = (Decimal(number), unit)
    return found


@pytest.mark.parametrize(
    ("said", "last", "months", "kind", "meant"),
    [
        ("systolic=80 mm[Hg], diastolic=120 mm[Hg]", "", ADULT, "pressures-swapped",
         "systolic=120 mm[Hg], diastolic=80 mm[Hg]"),
        ("systolic=80 mm[Hg], diastolic=80 mm[Hg]", "", ADULT, "", ""),
        ("systolic=120 mm[Hg], diastolic=0 mm[Hg]", "", ADULT, "", ""),
        ("diastolic=120 mm[Hg]", "", ADULT, "", ""),
        ("temperature=98.6 Cel", "", ADULT, "fahrenheit", "temperature=98.6 [degF]"),
        ("temperature=46.5 Cel", "", ADULT, "", ""),
        ("temperature=37 [degF]", "", ADULT, "celsius", "temperature=37 Cel"),
        ("temperature=98.6 [degF]", "", ADULT, "", ""),
        ("weight=180 kg", "81.6", ADULT, "pounds", "weight=180 [lb_av]"),
        ("weight=81.6 [lb_av]", "81.6", ADULT, "kilograms", "weight=81.6 kg"),
        ("weight=180 kg", "178", ADULT, "", ""),
        ("weight=180 kg", "", ADULT, "", ""),
        ("weight=120 kg", "81.6", ADULT, "", ""),
        ("weight=175 kg, height=70 cm", "", ADULT, "weight-and-height-swapped", "weight=70 kg, height=175 cm"),
        ("weight=70 kg, height=175 cm", "", ADULT, "", ""),
        ("weight=130 kg, height=120 cm", "", ADULT, "", ""),
        ("weight=175 kg, height=70 cm", "", CHILD, "", ""),
        ("weight=175 kg, height=70 cm", "", None, "", ""),
    ],
)  # fmt: skip
def test_a_slip_is_offered_to_be_mended(said, last, months, kind, meant):
    found = slips(typed(said), last={"weight": Decimal(last) if last else None}, months=months)
    assert [slip.kind for slip in found] == ([SlipKind(kind)] if kind else [])
    if kind:
        assert dict(found[0].meant) == typed(meant)


@pytest.mark.parametrize(
    ("sign", "value", "before", "months", "is_much"),
    [
        ("weight", "84", "75.6", ADULT, True),
        ("weight", "83.16", "75.6", ADULT, False),
        ("weight", "68.04", "75.6", ADULT, False),
        ("weight", "68", "75.6", ADULT, True),
        ("weight", "84", "", ADULT, False),
        ("weight", "12", "10", CHILD, True),
        ("height", "173.1", "170", ADULT, True),
        ("height", "173", "170", ADULT, False),
        ("height", "166.9", "170", ADULT, True),
        ("height", "120", "110", CHILD, False),
        ("height", "120", "110", None, False),
        ("pulse", "200", "60", ADULT, False),
    ],
)
def test_much_is_more_than_ten_percent_of_a_weight_and_three_centimetres_of_an_adult(
    sign, value, before, months, is_much
):
    assert changed_much(sign, Decimal(value), Decimal(before) if before else None, months) is is_much
