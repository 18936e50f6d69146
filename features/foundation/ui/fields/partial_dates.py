"""Dates: as far as they are known, and whole ones; within their limits on the facility's calendar."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import today
from features.foundation.ui.fields.reading_dates import PartialDate, read_date
from features.foundation.ui.fields.signs import refuse_unsafe, showable
from features.foundation.ui.fields.warnings import Warning
from features.foundation.ui.formats import day

LONGEST = 60
"""Characters: no date has more, so nothing longer is read."""


class PartialDateField(forms.Field):
    """Cleans to a PartialDate, or None where nothing was typed and nothing need be.

    `may_be_future` is about the calendar on the facility's wall, of the zone that the view has made the active one.
    `earliest` and `latest` are dates that a form may set later; `earliest_is` and `latest_is` say what they are, such
    as "birth date". A partial date is refused only where no day of it is within them.
    """

    default_help = gettext_lazy("For example 14 Mar 2019, Mar 2019 or 2019.")

    def __init__(self, *, may_be_future=False, earliest=None, latest=None, **kwargs) -> None:
        self.earliest_is, self.latest_is = kwargs.pop("earliest_is", ""), kwargs.pop("latest_is", "")
        kwargs.setdefault("help_text", self.default_help)
        super().__init__(**kwargs)
        self.may_be_future, self.earliest, self.latest = may_be_future, earliest, latest

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "autocomplete": "off", "spellcheck": "false", "dir": "auto"}

    def to_python(self, value):
        if isinstance(value, PartialDate | date):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        refuse_unsafe(text)
        if len(text) > LONGEST:
            raise ValidationError(
                _("This is no date. Write it as 14 Mar 2019 or 2019-03-14."), code="unreadable"
            )
        said = read_date(text)
        self.refuse_outside(said)
        return said

    def refuse_outside(self, said: PartialDate) -> None:
        """ValidationError where no day of `said` is within the limits."""
        this_day = today(timezone.get_current_timezone_name())
        if not self.may_be_future and said.on > this_day:
            raise ValidationError(
                _("%(date)s is in the future. Today is %(today)s."),
                code="future",
                params={"date": said, "today": day(this_day)},
            )
        if self.earliest and said.last < self.earliest:
            raise ValidationError(
                _("%(date)s is before %(what)s, %(limit)s. Check both."),
                code="too_early",
                params={
                    "date": said,
                    "what": self.earliest_is or _("the earliest day"),
                    "limit": day(self.earliest),
                },
            )
        if self.latest and said.on > self.latest:
            raise ValidationError(
                _("%(date)s is after %(what)s, %(limit)s. Check both."),
                code="too_late",
                params={
                    "date": said,
                    "what": self.latest_is or _("the latest day"),
                    "limit": day(self.latest),
                },
            )

    def prepare_value(self, value):
        """A date of the record as it is shown everywhere; what was typed stays as it was typed."""
        if isinstance(value, PartialDate):
            return str(value)
        return day(value) if isinstance(value, date) else value

    def bound_data(self, data, initial):
        return showable(super().bound_data(data, initial))

    def has_changed(self, initial, data) -> bool:
        shown = "" if initial is None else str(self.prepare_value(initial))
        try:
            return self.to_python(data) != self.to_python(shown)
        except ValidationError:
            return True

    def warn(self, value) -> Warning | None:
        """Odd is a day more than 120 years ago, or more than ten years ahead."""
        on = getattr(value, "on", value)
        years = 0 if on is None else on.year - today(timezone.get_current_timezone_name()).year
        if years < -120:
            return Warning("date-long-ago", _("This is more than 120 years ago. Check the year."))
        if years > 10:
            return Warning("date-far-ahead", _("This is more than ten years ahead. Check the year."))
        return None


class DayField(PartialDateField):
    """Cleans to a whole date; a year or month alone is not enough."""

    default_help = gettext_lazy("For example 14 Mar 2019.")

    def to_python(self, value) -> date | None:
        said = super().to_python(value)
        if said is None or isinstance(said, date):
            return said
        if said.precision != Precision.DAY:
            raise ValidationError(_("The day is missing. Write it as 14 Mar 2019."), code="incomplete")
        return said.on
