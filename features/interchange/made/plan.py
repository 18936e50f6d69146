"""What a made clinic is made from: everything that a process must know to make any of its patients."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random

from features.interchange.made.moments import midnight_of, minute_of

ROOM = 1000
"""A patient has so many primary keys of each table to themselves, so that no process waits for another's."""
BLOCK = 50
"""So many patients are made together: families lie within a block."""
ELSEWHERE = 6
"""One patient in so many belongs to the second facility."""
PATIENTS_OF_A_PROVIDER = 500
FIRST_MRN = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """The same plan makes the same clinic, in however many processes."""

    patients: int
    seed: int
    now: datetime
    on: date
    """The day in the zone of the facilities."""
    zone: str
    harbour_providers: int
    """Their keys begin with 1; those of the second facility follow."""
    hillside_providers: int
    payers: int
    dan: str
    """The public id of the user who signs Dan's notes."""

    def signed_by(self, user: str) -> "Plan":
        """The same plan, with the public id of the user who is Dan."""
        return replace(self, dan=user)

    @property
    def of_harbour(self) -> int:
        """How many patients belong to the main facility; they come first."""
        return self.patients - self.patients // ELSEWHERE

    @property
    def blocks(self) -> int:
        return -(-self.patients // BLOCK)

    @property
    def minute(self) -> int:
        return minute_of(self.now)

    @property
    def midnight(self) -> int:
        """The minute at which today began."""
        return midnight_of(self.on, self.zone)

    @property
    def milliseconds(self) -> int:
        return int(self.now.timestamp() * 1000)

    def provider_keys(self, index: int) -> range:
        """The providers of the facility to which the patient of this number belongs."""
        if index < self.of_harbour:
            return range(1, self.harbour_providers + 1)
        return range(self.harbour_providers + 1, self.harbour_providers + self.hillside_providers + 1)


def public_id_prefix(milliseconds: int, number: int) -> str:
    """The first 74 bits of a UUID of version 7 (RFC 9562), but for the last group: time, then a number as a counter."""
    time = f"{milliseconds & (2**48 - 1):012x}"
    high, low = number >> 14 & 0xFFF, number & 0x3FFF
    return f"{time[:8]}-{time[8:]}-7{high:03x}-{0x8000 | low:04x}-"


def public_id(plan: Plan, kind: str, key: int) -> str:
    """The public id of something that belongs to no patient."""
    chance = Random(f"{plan.seed} {kind} {key}")  # nosec B311  # made clinics need no secret
    return f"{public_id_prefix(plan.milliseconds, 0)}{chance.getrandbits(48):012x}"
