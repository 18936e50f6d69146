"""Pictures of an insurance's card, as a person chooses or takes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.pictures import PictureField
from features.foundation.ui.forms import MedicalBaseForm
from features.patients.models import CardSide, CoverageCard

LONGEST_SIDE = 1_400
"""Pixels: the small print of a card can be read; about 200 kB."""
AWAY = "environment"


class CardForm(MedicalBaseForm):
    """New pictures of a card's sides, or that one goes; of a side without a picture only one is asked for."""

    front = PictureField(
        label=_("Front"),
        longest_side=LONGEST_SIDE,
        camera=AWAY,
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, up to 8 MB. A file is not kept as a draft: "
            "choose it again if this form comes back."
        ),
    )
    front_removal = forms.BooleanField(label=_("Remove the present front"), required=False)
    back = PictureField(label=_("Back"), longest_side=LONGEST_SIDE, camera=AWAY, required=False)
    back_removal = forms.BooleanField(label=_("Remove the present back"), required=False)

    all_optional = True

    def __init__(self, *args, record: CoverageCard | None = None, **kwargs) -> None:
        super().__init__(*args, record=record, **kwargs)
        for side in CardSide.values:
            if not getattr(record, f"has_{side}", False):
                del self.fields[f"{side}_removal"]

    def initial_of(self, record: CoverageCard) -> dict[str, Any]:
        return dict.fromkeys(self.kept, False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for side in CardSide.values:
            if cleaned.get(side) and cleaned.get(f"{side}_removal"):
                self.add_error(f"{side}_removal", gettext("Choose either a new picture or its removal."))
        if not self.errors and not self.sides:
            self.add_error("front", gettext("Choose a picture of one side at least."))
        return cleaned

    @property
    def sides(self) -> dict[str, bytes | None]:
        """What stands on each side from now on, of those that change."""
        told = self.cleaned_data
        new = {side: told[side] for side in CardSide.values if told.get(side)}
        gone = {side: None for side in CardSide.values if told.get(f"{side}_removal")}
        return {**new, **gone}
