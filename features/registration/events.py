"""What the registration announces, and the topic that every desk watches."""

from uuid import UUID

from features.foundation.live.topics import topic

REGISTERED = "registrations-changed"
DESKS = "registrations"
EVERYWHERE = UUID(int=0)
"""There is one topic for all: a person may be registered at two clinics at once."""


def desks_topic() -> str:
    return topic(DESKS, EVERYWHERE)
