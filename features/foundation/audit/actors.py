"""Who acts, from where, in which request: what every audit row and every history row says."""

from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from features.foundation.access.addresses import client_address


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a request, or a command of the system (`Actor.system`)."""

    user: UUID | None = None
    role: str = ""
    session: str = ""
    address: str | None = None
    request_id: str = ""

    @classmethod
    def of(cls, request, user=None) -> "Actor":
        """The actor of `request`; `user` where the request is not yet, or no longer, signed in."""
        person = user or request.user
        known = person.is_authenticated
        key = request.session.session_key
        return cls(
            user=person.public_id if known else None,
            role=",".join(person.roles) if known else "",
            session=sha256(key.encode()).hexdigest() if key else "",
            address=client_address(request),
            request_id=getattr(request, "request_id", ""),
        )

    @classmethod
    def system(cls, command: str) -> "Actor":
        """A management command; its name stands where the role would."""
        return cls(role=command)
