"""How often a set is ordered, and why that ends."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.measures import MeasuredField
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.vitals.models import FrequencyOrder
from features.vitals.models.observing import LONGEST, SHORTEST

HOUR = 60
"""Minutes."""


class FrequencyForm(MedicalBaseForm):
    """A set every so many minutes or hours, and why."""

    every = MeasuredField(
        label=_("A set every"),
        units=("min", "h"),
        low=SHORTEST,
        high=LONGEST,
        soft_low=15,
        soft_high=24 * HOUR,
        help_text=_("NEWS2 asks for one sooner where it must."),
    )
    reason = TextField(label=_("Why"), max_length=300, help_text=_("For example: first hours after surgery."))

    def initial_of(self, record: FrequencyOrder) -> dict[str, Any]:
        hours, rest = divmod(record.every, HOUR)
        every = Measured(Decimal(record.every), "min") if rest else Measured(Decimal(hours), "h")
        return {"every": every, "reason": record.reason}

    @property
    def minutes(self) -> int:
        return int(self.values["every"].in_unit("min"))


class EndFrequencyForm(MedicalBaseForm):
    """Why sets are no longer taken so often."""

    reason = TextField(
        label=_("Why does it end?"),
        max_length=300,
        help_text=_("NEWS2 alone says from then on when the next set is due."),
    )

    def initial_of(self, record: FrequencyOrder) -> dict[str, Any]:
        return {"reason": ""}
