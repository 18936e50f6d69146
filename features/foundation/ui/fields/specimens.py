"""The fields of forms in each of their states, for the style page."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from django import forms
from django.http import HttpRequest

from features.foundation.clinical.ages import Precision
from features.foundation.ui.fields.codes import CodedText, CodeField
from features.foundation.ui.fields.measures import MeasuredField
from features.foundation.ui.fields.moments import MomentField
from features.foundation.ui.fields.partial_dates import DayField, PartialDateField
from features.foundation.ui.fields.phones import PhoneField
from features.foundation.ui.fields.quantities import Measured
from features.foundation.ui.fields.reading_dates import PartialDate
from features.foundation.ui.fields.signatures import SignatureField
from features.foundation.ui.fields.text import LineField, NameField, TextField


class EveryField(forms.Form):
    """One field of each type."""

    family_name = NameField(label="Family name", help_text="As it stands in the passport.")
    title = LineField(label="Title", max_length=60)
    story = TextField(label="What happened", max_length=2_000, required=False)
    phone = PhoneField(label="Mobile phone")
    onset = PartialDateField(label="Onset")
    given_on = DayField(label="Given on", may_be_future=True)
    taken_at = MomentField(label="Taken at")
    pulse = MeasuredField(label="Pulse", units="/min", low=0, high=350, soft_low=30, soft_high=220)
    temperature = MeasuredField(
        label="Temperature",
        units=("Cel", "[degF]"),
        places=1,
        low=10,
        high=48,
        soft_low=33,
        soft_high="41.5",
    )
    substance = CodeField(label="Substance", catalogue="allergens", free_text=True)
    reaction = CodeField(label="Reaction", catalogue="reactions", required=False)
    signature = SignatureField()


KNOWN = {
    "family_name": "Carreño Quiñones",
    "title": "Progress note",
    "story": "Fell on the stairs.\nNo loss of consciousness.",
    "phone": "212-555-0142",
    "onset": PartialDate(datetime(2019, 3, 1).date(), Precision.MONTH),
    "given_on": datetime(2026, 3, 14).date(),
    "taken_at": datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
    "pulse": Measured(Decimal(131), "/min"),
    "temperature": Measured(Decimal("101.3"), "[degF]"),
    "substance": CodedText("http://snomed.info/sct", "762952008", "Peanut"),
    "reaction": CodedText("http://snomed.info/sct", "39579001", "Anaphylaxis"),
}
"""What a record may hold."""

MISTYPED = {
    "family_name": "Oka\u202efor",
    "title": "t" * 61,
    "story": "Half of it is \ufffd gone",
    "phone": "555-CALL",
    "onset": "3/4/2019",
    "given_on": "30 Feb 2024",
    "taken_at": "14 Mar 2026",
    "pulse": "1,310",
    "temperature": "98.6",
    "temperature_unit": "Cel",
    "substance": "\u200b",
    "reaction": "blotches",
}
"""What each field refuses, in its own words."""


def every_state(request: HttpRequest, name: str) -> list[tuple[str, EveryField]]:
    """The forms of one frame with what each shows: empty, filled, refused, disabled."""
    mistyped = {f"{name}-mistyped-{key}": value for key, value in MISTYPED.items()}
    shown = [
        ("Empty", EveryField(prefix=f"{name}-empty")),
        ("Filled", EveryField(prefix=f"{name}-filled", initial=KNOWN)),
        ("Disabled", EveryField(prefix=f"{name}-disabled", initial=KNOWN)),
        ("Refused", EveryField(mistyped, prefix=f"{name}-mistyped")),
    ]
    for title, form in shown:
        cast(
            SignatureField, form.fields["signature"]
        ).request = request  # shown always, whoever has just signed in
        for field in form.fields.values():
            field.disabled = title == "Disabled"
    return shown
