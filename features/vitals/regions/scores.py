"""How a NEWS2 score is written: the total with its risk, what is certain of an incomplete one, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from features.vitals.news2 import NotScored, Risk, Score
from features.vitals.scoring import Grounds


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """`9` high; `≥ 7` high, 6 of 7; or a dash with the reason. Empty where a set holds nothing that is scored."""

    value: str = ""
    risk: str = ""
    note: str = ""
    whole_note: str = ""
    """The reason in a sentence."""

    @property
    def severity(self) -> str:
        """A cell of high risk is tinted, as one of a critical value is."""
        return "critical" if self.risk == Risk.HIGH else ""


def score_cell(grounds: Grounds, one: Mapping[str, Any]) -> ScoreCell:
    """The score of a set on its grounds."""
    return written(grounds.score(one))


def written(found: Score | NotScored) -> ScoreCell:
    """A score as a cell shows it."""
    if isinstance(found, NotScored):
        short, whole = reason_words(found)
        return ScoreCell("–", note=short, whole_note=whole)
    if found.recorded == 0:
        return ScoreCell()
    risk = found.risk or ""
    if found.total is not None:
        return ScoreCell(str(found.total), risk)
    counted = {"recorded": found.recorded, "all": len(found.parts)}
    return ScoreCell(
        f"≥ {found.at_least}" if found.at_least else "–",
        risk,
        gettext("%(recorded)d of %(all)d") % counted,
        gettext("%(recorded)d of %(all)d recorded: there is no total") % counted,
    )


def reason_words(reason: NotScored) -> tuple[str, str]:
    """Why somebody has no score: for a cell, and in a sentence."""
    return {
        NotScored.UNDER_16: (gettext("under 16"), gettext("NEWS2 is for age 16 and over")),
        NotScored.AGE_UNKNOWN: (gettext("age not known"), gettext("NEWS2 needs the age, which is not known")),
        NotScored.PREGNANT: (gettext("pregnant"), gettext("NEWS2 is not for pregnancy")),
    }[reason]
