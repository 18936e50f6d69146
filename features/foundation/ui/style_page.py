"""The style page: every component in each of its states, for whoever builds screens. Local and testing only."""

from decimal import Decimal

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from features.foundation.clinical.interpretation import Limits
from features.foundation.records.clock import now
from features.foundation.ui.charts import spark
from features.foundation.ui.conflicts import Contest
from features.foundation.ui.fields.specimens import every_state
from features.foundation.ui.filters import Chip
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView

NORMAL = Limits(low=Decimal(60), high=Decimal(100))
COURSES = (
    ((72, 76, 74, 80, 78), ""),
    ((88, 92, 96, 104, 112), "abnormal"),
    ((110, 118, 126, 133, 141), "critical"),
    ((80, 80, 80), ""),
)
COLOURS = (
    "sheet", "frame", "sunken", "raised", "hover", "field", "hairline", "rule", "edge", "text", "text-2", "text-3",
    "accent", "accent-fill", "accent-tint", "critical", "critical-fill", "critical-tint", "abnormal", "abnormal-mark",
    "abnormal-tint", "corrected", "corrected-tint", "ok", "live",
)  # fmt: skip


class Sample(forms.Form):
    """Fields as forms draw them: empty, filled, wrong, with a unit, with help."""

    name = forms.CharField(label="Family name", initial="Okafor")
    weight = forms.DecimalField(label="Weight", help_text="As shown on the scale.", initial="75.6")
    born = forms.CharField(label="Birth date", help_text="For example 2 Jun 1958, or 1958 alone.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Outpatient"), ("b", "Emergency")])
    air = forms.ChoiceField(
        label="Oxygen",
        choices=[("air", "Air"), ("device", "Device")],
        widget=forms.RadioSelect,
        initial="air",
    )
    asked = forms.BooleanField(label="The patient was asked", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weight"].unit = "kg"  # type: ignore[attr-defined]
        self.fields["air"].as_segments = True  # type: ignore[attr-defined]


def contested(name: str) -> Sample:
    """A form that somebody else changed meanwhile: one field was merged, one is to be chosen."""
    form = Sample(prefix=f"{name}-contested")
    who, at = "Dan Osei", "14 Mar 2026, 14:05"
    form.fields["name"].contest = Contest(  # type: ignore[attr-defined]
        name=f"{name}-name",
        before="Okafor",
        theirs="Okafor-Lind",
        yours="Okofor",
        to_choose=True,
        who=who,
        at=at,
    )
    form.fields["born"].contest = Contest(  # type: ignore[attr-defined]
        name=f"{name}-born", before="1958", theirs="2 Jun 1958", yours="1958", who=who, at=at
    )
    return form


class StylePage(MedicalBaseView):
    """`/styleguide/`: each component light and dark, and once from right to left."""

    permission = SIGNED_IN
    page = region = "pages/styleguide.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.STYLE_PAGE:
            raise Http404
        frames = [
            {
                "name": name,
                "theme": theme,
                "direction": direction,
                "form": Sample(prefix=name),
                "wrong": Sample({}, prefix=f"{name}-wrong"),
                "contested": contested(name),
                "fields": every_state(request, name),
            }
            for name, theme, direction in (
                ("light", "light", "ltr"),
                ("dark", "dark", "ltr"),
                ("rtl", "light", "rtl"),
            )
        ]
        return self.respond(
            {
                "frames": frames,
                "colours": COLOURS,
                "flags": ("HH", "LL", "H", "L", "A", "N", ">", "<"),
                "numbers": [Decimal(number) for number in ("6.4", "214", "0", "0.01", "-1.5", "12.0")],
                "units": ("mmol/L", "10*3/uL", "mm[Hg]", "Cel", "umol/L", "{score}"),
                "sparks": [spark([Decimal(n) for n in course], NORMAL, end) for course, end in COURSES],
                "chips": [Chip("Status", "active", request.path), Chip("My patients", "", request.path)],
                "at": now(),
            }
        )
