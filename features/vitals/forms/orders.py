"""The decision for scale 2 of NEWS2, and its end."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.text import TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.vitals.models import Scale2Order


class Scale2Form(MedicalBaseForm):
    """Why oxygen saturation is scored on scale 2."""

    reason = TextField(
        label=_("Why scale 2?"),
        max_length=300,
        help_text=_("For example: hypercapnic respiratory failure, target 88 to 92 %."),
    )


class EndScale2Form(MedicalBaseForm):
    """Why it is scored on scale 1 again."""

    reason = TextField(label=_("Why does it end?"), max_length=300)

    def initial_of(self, record: Scale2Order) -> dict[str, Any]:
        return {"reason": ""}
