"""A number with its unit, and the limits that it is judged by."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from features.foundation.clinical.units import convert
from features.foundation.ui.units import unit_words


@dataclass(frozen=True, slots=True)
class Measured:
    """A number as it was typed, decimals and all, in its UCUM unit."""

    value: Decimal
    unit: str

    def in_unit(self, unit: str) -> Decimal:
        """The same quantity in another unit, exactly; UnitsDiffer where none is known."""
        return convert(self.value, self.unit, unit)

    def __str__(self) -> str:
        return f"{self.value} {unit_words(self.unit)}".strip()


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most, both included; None leaves a side open."""

    low: Decimal | None = None
    high: Decimal | None = None

    @classmethod
    def of(cls, low: object, high: object) -> "Bounds":
        return cls(*(None if limit is None else Decimal(str(limit)) for limit in (low, high)))

    def hold(self, value: Decimal) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    def words(self, unit: str) -> str:
        """`0.2 to 650 kg`, `at least 0 /min`, `at most 10`."""
        told = {"low": self.low, "high": self.high, "unit": unit_words(unit)}
        if self.high is None:
            return (_("at least %(low)s %(unit)s") % told).strip()
        if self.low is None:
            return (_("at most %(high)s %(unit)s") % told).strip()
        return (_("%(low)s to %(high)s %(unit)s") % told).strip()
