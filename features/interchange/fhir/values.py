"""The small values that FHIR's data types become: names, codes, numbers with their digits, dates as far as known."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from features.foundation.clinical.ages import Precision


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a code system; `display` as people may see it."""

    system: str = ""
    code: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A thought, in as many code systems as the sender knew, and in words."""

    codings: tuple[Coding, ...] = ()
    text: str = ""

    def coded_in(self, system: str) -> Coding | None:
        """The first code of a system."""
        return next((coding for coding in self.codings if coding.system == system and coding.code), None)

    @property
    def first(self) -> Coding:
        """The code that the sender put first; an empty one where there is none."""
        return self.codings[0] if self.codings else Coding()

    @property
    def words(self) -> str:
        """What people read: the sender's text, else the first display, else the code."""
        return self.text or self.first.display or self.first.code


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name and its use (official, maiden, nickname …)."""

    use: str
    family: str
    given: tuple[str, ...]
    prefix: str
    suffix: str
    text: str = ""
    """The name as a whole, where that is all that is told."""
    ends_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Telecom:
    """A phone number or an e-mail address."""

    system: str
    use: str
    value: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody lives or works, and from when to when."""

    use: str
    lines: tuple[str, ...]
    city: str
    district: str
    state: str
    postal_code: str
    country: str
    starts_on: date | None = None
    ends_on: date | None = None
    end_reason: str = ""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that a system gave; `kind` is HL7's type of it (MR, SS, DL, PPN …)."""

    system: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which perhaps only the month or the year is known; then `value` is its first day."""

    value: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, each perhaps unknown."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the digits it came with, its UCUM code, and `<`, `>` … where it is a bound."""

    value: Decimal
    code: str
    unit: str
    comparator: str = ""
