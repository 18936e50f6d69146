"""A date with a time of the day, on the clock of the facility.

Twice a year that clock jumps. An hour that it leaves out is refused. An hour that it shows twice is asked back: the
person adds the difference from UTC (`02:30+02:00`), which says which of the two it was.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from django.core.exceptions import ValidationError
from django.utils import timezone as zones
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from features.foundation.clinical.ages import Precision
from features.foundation.records.clock import now
from features.foundation.ui.fields.partial_dates import LONGEST, PartialDateField
from features.foundation.ui.fields.reading_dates import read_date
from features.foundation.ui.fields.signs import refuse_unsafe
from features.foundation.ui.formats import day, moment

TIME = re.compile(
    r"(?P<date>.*?)(?:,\s*|\s+|(?<=[0-9])T)?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\s?(?P<half>[aApP])\.?[mM]\.?)?\s?(?P<offset>Z|[+\-\u2212][0-9]{2}:?[0-9]{2})?"
)


class MomentField(PartialDateField):
    """Cleans to an aware datetime in the facility's zone, or None. `earliest` and `latest` are aware datetimes."""

    default_help = gettext_lazy("For example 14 Mar 2019, 09:30.")

    def to_python(self, value) -> datetime | None:
        if isinstance(value, datetime):
            return value
        text = str(value or "").strip()
        if not text:
            return None
        refuse_unsafe(text)
        said = TIME.fullmatch(text) if len(text) <= LONGEST else None
        if said is None:
            if len(text) <= LONGEST:
                read_date(text)  # if not even the date can be read, that comes first
            raise ValidationError(
                _("The time is missing. Write it as 14 Mar 2019, 09:30."), code="incomplete"
            )
        at = self.on_the_clock(self.wall_time(said), said["offset"], zones.get_current_timezone())
        self.refuse_beyond(at)
        return at

    def wall_time(self, said: re.Match) -> datetime:
        """The date and time as the clock on the wall shows them."""
        if not said["date"].strip():
            raise ValidationError(
                _("The date is missing. Write it as 14 Mar 2019, 09:30."), code="incomplete"
            )
        on = read_date(said["date"].strip())
        if on.precision != Precision.DAY:
            raise ValidationError(_("The day is missing. Write it as 14 Mar 2019, 09:30."), code="incomplete")
        hour, minute, second = int(said["hour"]), int(said["minute"]), int(said["second"] or 0)
        fits_half = not said["half"] or 1 <= hour <= 12
        if said["half"]:
            hour = hour % 12 + (12 if said["half"] in "pP" else 0)
        if hour > 23 or minute > 59 or second > 59 or not fits_half:
            raise ValidationError(_("There is no such time. The day runs from 00:00 to 23:59."), code="time")
        return datetime(on.on.year, on.on.month, on.on.day, hour, minute, second)

    def on_the_clock(self, wall: datetime, offset: str | None, zone: tzinfo) -> datetime:
        """The moment at which the clock of `zone` shows `wall`; an offset from UTC says it for any clock."""
        if offset:
            return wall.replace(tzinfo=_zone_of(offset)).astimezone(zone)
        first, second = wall.replace(tzinfo=zone), wall.replace(tzinfo=zone, fold=1)
        if first.utcoffset() == second.utcoffset():
            return first
        shown = {"date": day(wall.date()), "time": f"{wall:%H:%M}"}
        if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall:
            raise ValidationError(
                _(
                    "There was no %(time)s on %(date)s: the clocks were put forward. Write the time they showed."
                ),
                code="gap",
                params=shown,
            )
        raise ValidationError(
            _(
                "The clocks showed %(time)s twice on %(date)s. Write %(time)s%(first)s for the first time, "
                "%(time)s%(second)s for the second."
            ),
            code="twice",
            params={**shown, "first": _offset_of(first), "second": _offset_of(second)},
        )

    def refuse_beyond(self, at: datetime) -> None:
        """ValidationError where the moment is outside of the limits."""
        if not self.may_be_future and at > now():
            raise ValidationError(
                _("%(at)s is in the future. It is now %(now)s."),
                code="future",
                params={"at": moment(at), "now": moment(now())},
            )
        if self.earliest and at < self.earliest:
            what = self.earliest_is or _("the earliest time")
            raise ValidationError(
                _("%(at)s is before %(what)s, %(limit)s. Check both."),
                code="too_early",
                params={"at": moment(at), "what": what, "limit": moment(self.earliest)},
            )
        if self.latest and at > self.latest:
            what = self.latest_is or _("the latest time")
            raise ValidationError(
                _("%(at)s is after %(what)s, %(limit)s. Check both."),
                code="too_late",
                params={"at": moment(at), "what": what, "limit": moment(self.latest)},
            )

    def prepare_value(self, value):
        """A moment of the record as it is shown, with the difference from UTC where the clock showed it twice."""
        if not isinstance(value, datetime):
            return value
        here = value.astimezone(zones.get_current_timezone())
        is_twice = here.replace(fold=0).utcoffset() != here.replace(fold=1).utcoffset()
        seconds = f":{here:%S}" if here.second else ""
        return f"{moment(value)}{seconds}{_offset_of(here) if is_twice else ''}"


def _zone_of(offset: str) -> timezone:
    digits = offset.lstrip("+-\u2212").replace(":", "")
    if offset == "Z":
        return UTC
    difference = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if difference > timedelta(hours=14) or int(digits[2:]) > 59:
        raise ValidationError(_("No clock differs so much from UTC. Write the time alone."), code="offset")
    return timezone(difference if offset[0] == "+" else -difference)


def _offset_of(at: datetime) -> str:
    shown = f"{at:%z}"
    return f"{shown[:3]}:{shown[3:5]}"
