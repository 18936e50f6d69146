"""The birth date as people say it at a desk: whole, in part, in figures, or as an age."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import today
from features.foundation.ui.fields.partial_dates import PartialDateField
from features.foundation.ui.fields.reading_dates import PartialDate
from features.foundation.ui.formats import day
from features.patients.rules import read_search, years_before

AGE = re.compile(
    r"(?:about|age|aged|~|c\.)?\s*(?P<years>\d{1,3})\s*(?:y|yr|yrs|years?)?(?:\s*old)?", re.IGNORECASE
)
SAYS_AGE = re.compile(r"^(about|age|~|c\.)|y(rs?|ears?)?(\s*old)?$", re.IGNORECASE)
OLDEST = 120


class BirthDateField(PartialDateField):
    """A date of birth: `14 Mar 1982`, `140382`, `14/3/82`, `1982`, or `about 40`, which is a year.

    What can be two dates is asked back. Figures of two are the last such year that is past.
    """

    default_help = gettext_lazy("Any form: 14 Mar 1982, 1982-03-14, 140382, only a year, or “about 40”.")

    def to_python(self, value):
        text = str(value or "").strip()
        on = today(timezone.get_current_timezone_name())
        if isinstance(value, str) and (estimated := estimated_from(text, on)):
            return estimated
        if isinstance(value, str) and (said := self._in_figures(text, on)):
            self.refuse_outside(said)
            return said
        return super().to_python(value)

    def _in_figures(self, text: str, on: date) -> PartialDate | None:
        if len(text) > 30:
            return None
        sought = read_search(text, on=on, day_first=True)
        births = sorted(set(sought.births))
        if len(sought.facts) != 1 or sought.words or sought.facts[0].typed != text or not births:
            return None
        if len(births) > 1:
            raise ValidationError(
                _("This can be %(one)s or %(other)s. Write it in one of these ways."),
                code="ambiguous",
                params={"one": day(births[0]), "other": day(births[1])},
            )
        return PartialDate(births[0])


def estimated_from(text: str, on: date) -> PartialDate | None:
    """The year in which somebody of the age that `text` says was born, or None where it says no age."""
    said = AGE.fullmatch(text)
    if not said or not SAYS_AGE.search(text):
        return None
    years = int(said["years"])
    if years > OLDEST:
        raise ValidationError(
            _("Nobody is %(years)d years old. Check the age."), code="age", params={"years": years}
        )
    return PartialDate(years_before(on, years).replace(month=1, day=1), Precision.YEAR)
