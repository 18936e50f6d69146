"""The columns of the lists of displays, of providers and of payers."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from features.foundation.ui.formats import listed_name
from features.foundation.ui.history import HistoryTable, LongColumn
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


WHO_CELL = "<bdi>{{ listed(family_name, given_names) }}</bdi>"
NPI_CELL = '{% if npi %}{{ npi }}{% else %}<span class="quiet">–</span>{% endif %}'
WHERE_CELL = "<bdi>{% if facility__name %}{{ facility__name }}{% else %}{{ organization__name or '' }}{% endif %}</bdi>"


class ProviderTable(HistoryTable):
    """Who somebody is, what they do, their number, and where they work."""

    name = Column(_("Provider"), cell=WHO_CELL, css="h-what", sort="name")
    specialty = Column(
        _("Specialty"), cell="<bdi>{{ specialty }}</bdi>", css="h-lead w-mid", sort="specialty"
    )
    npi = Column(_("NPI"), cell=NPI_CELL, css="h-more end w-date")
    where = Column(_("Works"), cell=WHERE_CELL, css="h-desk w-mid")

    values = (
        "public_id",
        "family_name",
        "given_names",
        "specialty",
        "npi",
        "facility__name",
        "organization__name",
    )
    sorts = {
        "name": ["family_name", "given_names", "id"],
        "specialty": ["specialty", "family_name", "given_names", "id"],
    }
    default_sort = "name"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {"address": provider_address, "listed": listed_name}

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d provider", "%(shown)d providers", shown) % {"shown": shown}


class ChangeableProviderTable(ProviderTable):
    """The same for who may change them: each leads to their form."""

    name = Column(
        _("Provider"),
        cell=f'<a href="{{{{ address(public_id) }}}}">{WHO_CELL}</a>',
        css="h-what",
        sort="name",
    )


def provider_address(provider: object) -> str:
    return reverse("administration:change_provider", args=[provider])


PAYER_CELL = "<bdi>{{ name }}</bdi>"


class PayerTable(HistoryTable):
    """Who pays, under which number claims reach them, and whether they were retired."""

    name = Column(_("Payer"), cell=PAYER_CELL, css="h-what", sort="name")
    state = Column(
        _("State"),
        cell="{% if is_retired %}{{ retired }}{% else %}{{ in_use }}{% endif %}",
        css="h-lead w-mid",
    )
    identifier = LongColumn(_("Payer ID"), value="identifier", css="h-more w-long")

    values = ("public_id", "name", "identifier", "is_retired")
    sorts = {"name": ["name", "id"]}
    default_sort = "name"

    @classmethod
    def beside(cls, on: date) -> dict[str, object]:
        return {"address": payer_address, "in_use": gettext("in use"), "retired": gettext("retired")}

    @classmethod
    def shown_words(cls, shown: int) -> str:
        return ngettext("%(shown)d payer", "%(shown)d payers", shown) % {"shown": shown}


class ChangeablePayerTable(PayerTable):
    """The same for who may change them: each leads to its form."""

    name = Column(
        _("Payer"),
        cell=f'<a href="{{{{ address(public_id) }}}}">{PAYER_CELL}</a>',
        css="h-what",
        sort="name",
    )


def payer_address(payer: object) -> str:
    return reverse("administration:change_payer", args=[payer])
