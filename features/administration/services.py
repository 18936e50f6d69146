"""Adds displays and revokes them."""

from features.foundation.access.devices import hash_of, new_token
from features.foundation.access.models import Device, Facility
from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.records.clock import now
from features.foundation.records.saving import StaleVersion, locked
from features.foundation.records.services import one_transaction, retried

DISPLAYS = "settings"
"""What the audit trail calls the category of displays."""


@retried
def register_device(*, facility: Facility, name: str, by: Actor) -> tuple[Device, str]:
    """Adds a display of a facility; with it the token, which is kept nowhere and cannot be told again."""
    token = new_token()
    with one_transaction(by=by.user, request_id=by.request_id):
        device = Device(facility=facility, name=name, token_hash=hash_of(token))
        write_new(device, patient=None, category=DISPLAYS, by=by)
    return device, token


@retried
def revoke_device(*, device: Device, version: int, by: Actor) -> Device:
    """Takes a display its token: it shows nothing from its next request on. Said twice, the first stands.

    StaleVersion unless it still is `version`.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        try:
            present = locked(device, version=version)
        except StaleVersion as stale:
            if isinstance(stale.present, Device) and stale.present.is_revoked:
                return stale.present
            raise
        if present.is_revoked:
            return present
        values = {"revoked_at": now(), "revoked_by": by.user}
        write_changes(present, values, patient=None, category=DISPLAYS, by=by, action="revoke")
        return present
