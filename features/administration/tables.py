"""The columns of the list of displays."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.history import HistoryTable
from features.foundation.ui.tables import Column

NAME_CELL = '<a href="{{ address(public_id) }}"><bdi>{{ name }}</bdi></a>'
STATE_CELL = "{% if revoked_at %}{{ revoked }}{% else %}{{ in_use }}{% endif %}"
SEEN_CELL = (
    '{% if sighting__seen_at %}<span class="touch-only">{{ seen }} </span>{{ sighting__seen_at|moment }}'
    '{% else %}<span class="quiet">{{ never }}</span>{% endif %}'
)


class DeviceTable(HistoryTable):
    """Where a display hangs, whether it may show boards, when it last did, and when it was added."""

    name = Column(_("Display"), cell=NAME_CELL, css="h-what", sort="name")
    state = Column(_("State"), cell=STATE_CELL, css="h-lead w-mid")
    seen = Column(_("Last seen"), cell=SEEN_CELL, css="h-more end w-time")
    added = Column(_("Added"), cell="{{ created_at|day_of }}", css="h-desk end w-date", sort="added")

    values = ("public_id", "name", "revoked_at", "sighting__seen_at", "created_at")
    sorts = {"name": ["name", "id"], "added": ["created_at", "id"]}
    default_sort = "name"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {
            "address": device_address,
            "in_use": gettext("in use"),
            "revoked": gettext("revoked"),
            "seen": gettext("last seen"),
            "never": gettext("not yet"),
        }

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d display", "%(shown)d displays", shown) % {"shown": shown}


def device_address(device: object) -> str:
    return reverse("administration:device", args=[device])
