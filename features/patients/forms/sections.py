"""Who a patient is, and who cares for them in which language, as a person types it."""

import re
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.clinical.ages import Precision
from features.foundation.ui.fields.partial_dates import PartialDateField
from features.foundation.ui.fields.reading_dates import PartialDate
from features.foundation.ui.fields.text import LineField, NameField
from features.foundation.ui.fields.warnings import Warning
from features.patients.catalogues import providers_of
from features.patients.codes import LANGUAGES, MARITAL_STATUSES, NOT_RECORDED
from features.patients.forms.recorded import RecordedChoicesForm
from features.patients.models import NameUse, Patient, Provider, Sex

MISTAKE = "mistake"
YES, NO = "yes", "no"
INTERPRETER = {"": None, YES: True, NO: False}
CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
FIRST_BIRTH = date(1850, 1, 1)


class ClockField(LineField):
    """A time of day, such as 14:05; cleans to a time, or None."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        if not text:
            return None
        told = CLOCK.fullmatch(text)
        if not told or int(told[1]) > 23 or int(told[2]) > 59:
            raise ValidationError(gettext("This is no time of day. Write it as 14:05."), code="unreadable")
        return time(int(told[1]), int(told[2]))

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class IdentityForm(RecordedChoicesForm):
    """Name, birth, sex, gender and marital status; what becomes of the former name is asked where it changes."""

    family_name = NameField(label=_("Family name"))
    given_names = NameField(label=_("Given names"), required=False)
    former_name = forms.ChoiceField(
        label=_("If the name changes, the former one was"),
        choices=[
            (NameUse.OLD.value, _("a former name")),
            (NameUse.MAIDEN.value, _("the maiden name")),
            (MISTAKE, _("a typing mistake")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    name_prefix = LineField(label=_("Prefix"), max_length=20, required=False)
    name_suffix = LineField(label=_("Suffix"), max_length=20, required=False)
    preferred_name = NameField(label=_("Preferred name"), required=False)
    birth_date = PartialDateField(label=_("Birth date"), required=False, earliest=FIRST_BIRTH)
    birth_date_estimated = forms.ChoiceField(
        label=_("The birth date is"), choices=[(NO, _("as stated")), (YES, _("estimated"))]
    )
    birth_time = ClockField(label=_("Time of birth"), max_length=20, required=False)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices)
    sex_at_birth = forms.ChoiceField(
        label=_("Sex at birth"), choices=[NOT_RECORDED, *Sex.choices], required=False
    )
    gender_identity = LineField(label=_("Gender identity"), max_length=60, required=False)
    marital_status = forms.ChoiceField(label=_("Marital status"), choices=MARITAL_STATUSES, required=False)

    checked_on_blur = ("family_name", "given_names", "birth_date", "birth_time")
    side_by_side = (
        ("family_name", "given_names"),
        ("name_prefix", "name_suffix"),
        ("birth_date", "birth_date_estimated"),
        ("sex", "sex_at_birth"),
        ("gender_identity", "marital_status"),
    )

    def initial_of(self, record: Patient) -> dict[str, Any]:
        return {
            **{name: getattr(record, name) for name in self.kept if name != "former_name"},
            "former_name": "",
            "birth_date": PartialDate(record.birth_date, Precision(record.birth_precision))
            if record.birth_date
            else None,
            "birth_date_estimated": YES if record.birth_date_estimated else NO,
        }

    @property
    def renames(self) -> bool:
        return self.is_touched("family_name") or self.is_touched("given_names")

    def clean(self) -> dict[str, Any]:
        if self.renames and not self.cleaned_data.get("former_name") and "former_name" not in self.errors:
            self.add_error("former_name", gettext("The name changes. Say what the former one was."))
        born = self.cleaned_data.get("birth_date")
        if self.cleaned_data.get("birth_time") and not (born and born.precision == Precision.DAY):
            self.add_error("birth_time", gettext("A time of birth needs the whole birth date."))
        return super().clean()

    def warnings(self) -> list[tuple[str, Warning]]:
        asked = {
            "birth_date": Warning(
                "birth-date-changed", gettext("The birth date changes. Is this the same person?")
            ),
            "sex": Warning(
                "sex-changed", gettext("The sex changes. Doses and normal ranges may change with it.")
            ),
        }
        return [(name, warning) for name, warning in asked.items() if self.is_touched(name)]

    @property
    def identity(self) -> dict[str, Any]:
        """The fields of the patient that somebody touched."""
        told = {name: value for name, value in self.changes.items() if name != "former_name"}
        if "birth_date" in told:
            born = told["birth_date"]
            told["birth_date"] = born.on if born else None
            told["birth_precision"] = born.precision if born else Precision.UNKNOWN
        if "birth_date_estimated" in told:
            told["birth_date_estimated"] = told["birth_date_estimated"] == YES
        return told

    @property
    def former_use(self) -> NameUse | None:
        """As what the former name is kept; None for a mistake, which was nobody's name."""
        use = self.cleaned_data["former_name"]
        return NameUse(use) if self.renames and use != MISTAKE else None


class CareForm(RecordedChoicesForm):
    """The primary provider, the language, and whether somebody has to interpret."""

    primary_provider = forms.ChoiceField(label=_("Primary provider"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)
    needs_interpreter = forms.ChoiceField(
        label=_("Needs an interpreter"),
        choices=[("", _("not asked")), (YES, _("yes")), (NO, _("no"))],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.record.primary_provider if isinstance(self.record, Patient) else None
        known = dict(providers_of(self.user.facility_id or 0))
        if chosen:
            known.setdefault(str(chosen.public_id), str(chosen))
        self.fields["primary_provider"].choices = [("", _("none")), *known.items()]  # type: ignore[attr-defined]

    def initial_of(self, record: Patient) -> dict[str, Any]:
        asked = {held: word for word, held in INTERPRETER.items()}
        provider = record.primary_provider
        return {
            "primary_provider": str(provider.public_id) if provider else "",
            "language": record.language,
            "needs_interpreter": asked[record.needs_interpreter],
        }

    @property
    def care(self) -> dict[str, Any]:
        """The fields of the patient that somebody touched."""
        told = dict(self.changes)
        if "primary_provider" in told:
            chosen = told["primary_provider"]
            told["primary_provider"] = Provider.objects.get(public_id=chosen) if chosen else None
        if "needs_interpreter" in told:
            told["needs_interpreter"] = INTERPRETER[told["needs_interpreter"]]
        return told
