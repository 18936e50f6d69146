"""What the frame around every page shows: places of the role, person, facility, time, look."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from features.foundation.access.sessions import seconds_left
from features.foundation.records.clock import now


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the rail. `permission` says who has it, one of several that spaces part; `key` is the letter after
    `g`."""

    label: str
    icon: str
    url_name: str
    permission: str
    key: str


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place as the rail draws it."""

    label: str
    icon: str
    url: str
    key: str
    current: bool


LOOK_COOKIE = "chartside-look"
THEMES = ("light", "dark")
DENSITIES = ("comfortable",)


def all_places() -> tuple[Place, ...]:
    """Every place of the product, from the composition root, which alone knows the features."""
    return import_string(settings.PLACES)


def all_parts() -> tuple[Place, ...]:
    """Every part of a chart; it has an address only together with a patient."""
    return import_string(settings.CHART_PARTS)


def frame(request: HttpRequest) -> dict:
    """The context processor: `frame` for every template."""
    return {"frame": Frame(request)}


class Frame:
    """Evaluated only as far as a template asks: a fragment asks nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user = getattr(request, "user", None)

    @property
    def person(self):
        """The signed-in user, or None."""
        return self._user if self._user is not None and self._user.is_authenticated else None

    @property
    def session_ends_in(self) -> int:
        """Seconds that the session of the person still has."""
        return seconds_left(self._request.session)

    @property
    def facility(self) -> str:
        return self.person.facility.name if self.person and self.person.facility else ""

    @property
    def zone(self) -> str:
        return self.person.facility.time_zone if self.person and self.person.facility else "UTC"

    @property
    def now(self):
        return now().astimezone(ZoneInfo(self.zone))

    @property
    def release(self) -> str:
        return settings.RELEASE

    @property
    def places(self) -> list[PlaceLink]:
        if self.person is None:
            return []
        here = self._request.path
        return [
            PlaceLink(
                gettext(place.label),
                place.icon,
                reverse(place.url_name),
                place.key,
                here.startswith(reverse(place.url_name)),
            )
            for place in all_places()
            if any(map(self.person.may, place.permission.split()))
        ]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The name and the letter of each part of a chart that the person may read."""
        if self.person is None:
            return []
        return [(gettext(part.label), part.key) for part in all_parts() if self.person.may(part.permission)]

    @property
    def may_find_patients(self) -> bool:
        """Whether the search at the top is of use to this person."""
        return self.person is not None and self.person.may("find_patient.read")

    @property
    def theme(self) -> str:
        return self._look(THEMES)

    @property
    def density(self) -> str:
        return self._look(DENSITIES)

    def _look(self, choices: tuple[str, ...]) -> str:
        chosen = self._request.COOKIES.get(LOOK_COOKIE, "").split(".")
        return next((choice for choice in choices if choice in chosen), "")
