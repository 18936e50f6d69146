"""A patient's chart in the making, and the visits to which everything in it belongs."""

from random import Random

from features.interchange.made.conditions import LASTING, PASSING, PNEUMONIA, PNEUMONIA_KEY, SNOMED
from features.interchange.made.courses import CHECK_UP, FOLLOW_UP, ILLNESS, PRENATAL, STAY, WELL_CHILD
from features.interchange.made.health import Health
from features.interchange.made.moments import moment_text
from features.interchange.made.people import Person
from features.interchange.made.plan import Plan
from features.interchange.made.rows import NULL, Rows

TYPES = {
    CHECK_UP: ("185349003", "Encounter for check up"),
    WELL_CHILD: ("410620009", "Well child visit"),
    PRENATAL: ("424619006", "Prenatal visit"),
    ILLNESS: ("185345009", "Encounter for symptom"),
    FOLLOW_UP: ("390906007", "Follow-up encounter"),
    STAY: ("183452005", "Emergency hospital admission"),
}


class Chart:
    """What is being written about one person."""

    def __init__(self, rows: Rows, plan: Plan, person: Person, health: Health, chance: Random) -> None:
        self.rows, self.plan, self.person, self.health, self.chance = rows, plan, person, health, chance
        self.providers = plan.provider_keys(person.index)
        self.facility = 1 if person.index < plan.of_harbour else 2
        self.provider = self._own_provider()
        self.vaccinated_to = -1
        """The age in months of the last well-child visit."""
        self.is_new = True
        """Nobody has asked yet what is asked at the first visit."""

    def _own_provider(self) -> int | None:
        """Everybody's primary provider, less one in ten who have none; notable patients are mostly Dan's."""
        if self.person.today or self.person.restricted:
            return self.providers[0]
        return None if self.chance.random() < 0.1 else self.chance.choice(self.providers)

    def visit(
        self, at: int, purpose: str, why: str = "", *, status: str = "finished", visit_class: str = "AMB",
        ends_at: int | None = None, ward: str = "", bed: str = "",
    ) -> int:  # fmt: skip
        """Writes a visit and returns its key."""
        code, display = TYPES[purpose]
        condition = LASTING.get(why) or PASSING.get(why) or (PNEUMONIA if why == PNEUMONIA_KEY else None)
        reason = f"{SNOMED}\t{condition.snomed}\t{condition.display}" if condition else "\t\t"
        ends = NULL if ends_at is None else moment_text(ends_at)
        return self.rows.add(
            "visits_visit",
            f"{self.facility}\t{self.seen_by()}\t{status}\t{visit_class}\t{SNOMED}\t{code}\t{display}\t{reason}\t"
            f"{moment_text(at)}\t{ends}\t{ward}\t{bed}",
        )

    def seen_by(self) -> int:
        """Mostly the primary provider."""
        if self.provider and (self.person.is_notable or self.chance.random() < 0.8):
            return self.provider
        return self.chance.choice(self.providers)
