"""What the page of a registration watches: that somebody else was registered, anywhere."""

from collections.abc import Iterable

from features.foundation.access.models import User
from features.foundation.live.topics import Versions
from features.registration.events import EVERYWHERE, desks_topic


class DesksTopics:
    """Nothing is kept of it but the announcement: what was missed is found again when the form is saved."""

    tells_presence = False

    def told(self) -> dict[str, Versions]:
        return {desks_topic(): {}}

    def watched_by(self, user: User, ids: Iterable[str]) -> set[str]:
        return {str(EVERYWHERE)} & set(ids) if user.may("registration.create") else set()

    def versions(self, ids: Iterable[str]) -> dict[str, Versions]:
        return {public_id: {} for public_id in ids}


DESKS_TOPICS = DesksTopics()
