"""What the page of a registration watches: that somebody else was registered, anywhere."""

from collections.abc import Iterable

from features.foundation.access.models import User
from features.foundation.live.topics import Versions
from features.foundation.records.prepared import ask
from features.registration.events import EVERYWHERE, REGISTERED, desks_topic

LATEST = "SELECT max(id) FROM patients_patient"


class DesksTopics:
    """One topic for every desk of the organisation; its version is the latest record of a person."""

    tells_presence = False

    def told(self) -> dict[str, Versions]:
        """The topic and its version."""
        return {desks_topic(): _latest()}

    def watched_by(self, user: User, ids: Iterable[str]) -> set[str]:
        return {str(EVERYWHERE)} & set(ids) if user.may("registration.create") else set()

    def versions(self, ids: Iterable[str]) -> dict[str, Versions]:
        return dict.fromkeys(ids, _latest())


def _latest() -> Versions:
    return {REGISTERED: str(ask(LATEST, [])[0][0])}


DESKS_TOPICS = DesksTopics()
