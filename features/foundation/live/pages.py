"""An open page as the stream knows it: whose it is, what it shows, and what it has not been told yet."""

import asyncio
import time
from dataclasses import dataclass

from features.foundation.live.presence import PRESENCE_CHANGED, Company
from features.foundation.live.tickets import Ticket
from features.foundation.live.topics import Versions

SESSION_ENDED, REVOKED = "session-ended", "revoked"
"""Last words of a stream: nobody is signed in any more; or the person is, and may no longer see this page."""

RESTARTING = "restarting"
"""Last word of a server that stops: come again."""

DEAF, HEARS = "deaf", "hears"
"""Whether announcements arrive; without them changes are still found, later."""

BEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is at present on some topics: their versions, and who is there."""

    versions: dict[str, Versions]
    company: dict[str, Company]


class Page:
    """One stream. What is to be told is a set of names, so that a slow reader costs no more than a quick one."""

    __slots__ = (
        "beat_at",
        "check_at",
        "is_over",
        "known",
        "others",
        "rights",
        "session_key",
        "untold",
        "user",
        "wakes",
    )

    def __init__(self, session_key: str | None, user: str, ticket: Ticket) -> None:
        self.session_key = session_key
        self.user = user
        self.rights = ticket.rights
        self.known = {topic: dict(versions) for topic, versions in ticket.topics.items()}
        self.others: Company = frozenset()
        self.untold: dict[str, None] = {}
        self.wakes = asyncio.Event()
        self.is_over = False
        self.check_at = 0.0
        self.beat_at = 0.0

    def tell(self, event: str) -> None:
        self.untold[event] = None
        self.wakes.set()

    def beat(self, present: float, every: float) -> None:
        """Lets the reader know that the line holds, when nothing was told for `every` seconds."""
        if present - self.beat_at >= every:
            self.tell(BEAT)

    def end(self, *last_words: str) -> None:
        """Nothing more will be told than `last_words`; none where nobody knows what to say."""
        self.untold = dict.fromkeys(last_words)
        self.is_over = True
        self.wakes.set()

    def take(self) -> list[str]:
        """What is to be told now."""
        self.beat_at = time.monotonic()
        self.wakes.clear()
        events, self.untold = list(self.untold), {}
        return events

    def see(self, seen: Seen) -> None:
        """Tells the events whose version is another than the page has, and when others came, left, or opened a form."""
        for topic in self.known.keys() & seen.versions.keys():
            known = self.known[topic]
            for event, version in seen.versions[topic].items():
                if known.get(event) != version:
                    self.tell(event)
                known[event] = version
        company = frozenset().union(*(seen.company.get(topic, ()) for topic in self.known))
        others = frozenset(pair for pair in company if pair[0] != self.user)
        if others != self.others:
            self.others = others
            self.tell(PRESENCE_CHANGED)
