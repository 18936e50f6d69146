"""What a page shows, signed for the person who got it: with this the page opens its stream, and with nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode

from features.foundation.access.models import User
from features.foundation.live.topics import Versions

SALT = "what a page shows"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`topics` with the versions that the page was drawn from, and the rights that it was drawn for."""

    topics: Mapping[str, Versions]
    rights: str


NOTHING = Ticket({}, "")
"""Of a page that only wants to know when its session ends."""


class ForeignTicket(Exception):
    """Forged, of another release, or of somebody else."""


def rights_of(user: User) -> str:
    """Changes when the person may do more or less, or works elsewhere."""
    return signing.Signer(salt=SALT).signature(f"{sorted(user.permissions)} {user.facility_id}")[:16]


def stream_url(user: User, topics: Mapping[str, Versions]) -> str:
    """The address of the stream for a page that shows `topics`. It holds public ids and version numbers only."""
    told = {"for": str(user.public_id), "rights": rights_of(user), "topics": topics}
    return f"{reverse('live:stream')}?{urlencode({'shows': signing.dumps(told, salt=SALT, compress=True)})}"


def read(text: str, user: User) -> Ticket:
    """The ticket that `text` is; ForeignTicket unless we gave it to this person."""
    if not text:
        return NOTHING
    try:
        told = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise ForeignTicket from None
    match told:
        case {"for": str(whom), "rights": str(rights), "topics": dict(topics)}:
            is_theirs = whom == str(user.public_id)
            if is_theirs and all(isinstance(versions, dict) for versions in topics.values()):
                return Ticket(topics, rights)
    raise ForeignTicket
