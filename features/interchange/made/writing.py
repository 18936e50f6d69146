"""Notes that physicians write at a visit: signed with a hash of what was signed, a few still drafts."""

from hashlib import sha256

from features.interchange.made.chart import Chart
from features.interchange.made.conditions import LASTING, PASSING, PNEUMONIA, PNEUMONIA_KEY
from features.interchange.made.courses import CHECK_UP, PRENATAL, STAY, WELL_CHILD
from features.interchange.made.moments import DAY, moment_text
from features.interchange.made.rows import NULL

SHARE = 0.13
"""Of all visits, those with a note."""
UNSIGNED_FOR = 10
"""Days in which one note in three is still a draft."""
TITLES = {
    CHECK_UP: "Check-up",
    WELL_CHILD: "Well-child visit",
    PRENATAL: "Prenatal visit",
    STAY: "Discharge summary",
}
SENTENCES = {
    CHECK_UP: "No new complaints. Examination without abnormal findings. Advice on exercise and diet.",
    WELL_CHILD: "Grows and develops as expected for age. Questions of the parents answered.",
    PRENATAL: "Fetal movements felt. Blood pressure and weight recorded. No bleeding, no contractions.",
    STAY: "Admitted with fever, cough and low oxygen saturation; improved under antibiotics. Discharged home.",
}


def add_note(
    chart: Chart, at: int, visit: int, purpose: str, why: str, *, draft: bool = False, by: int | None = None
) -> None:
    """A note about a visit, signed by its author within an hour."""
    at = min(at, chart.plan.minute)
    title, text = _words(purpose, why)
    author = by or chart.provider or chart.seen_by()
    recent = chart.plan.minute - at < UNSIGNED_FOR * DAY and not chart.person.died
    signed_at = min(at + chart.chance.randrange(2, 50), chart.plan.minute)
    written = moment_text(at)
    if draft or (recent and chart.chance.random() < 1 / 3):
        rest = f"draft\tf\t{title}\t{text}\t{author}\t{written}\t{NULL}\t{NULL}\t\t"
    else:
        signer = chart.plan.dan if author == 1 else NULL
        digest = sha256(f"{title}\n{text}".encode()).hexdigest()
        rest = (
            f"signed\tf\t{title}\t{text}\t{author}\t{written}\t{moment_text(signed_at)}\t{signer}\t{digest}\t"
        )
    chart.rows.add("notes_note", f"{visit}\tphysician\t{rest}")


def _words(purpose: str, why: str) -> tuple[str, str]:
    if purpose in SENTENCES:
        return TITLES[purpose], SENTENCES[purpose]
    condition = LASTING.get(why)
    if condition is not None:
        name = condition.display
        return (
            name,
            f"Follow-up of {name.lower()}. Takes the drugs as ordered. Plan: continue, next visit as agreed.",
        )
    illness = PNEUMONIA if why == PNEUMONIA_KEY else PASSING.get(why)
    name = illness.display if illness else "Visit"
    return name, f"{name}. No sign of a grave illness. Rest and fluids; come back if it gets worse."
