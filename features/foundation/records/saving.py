"""A form is saved once and over nobody's work: its key stands in the transaction of the write."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from features.foundation.records.clock import now
from features.foundation.records.models import BaseRecord, SavedForm
from features.foundation.records.services import one_transaction, retried

CREATED, CHANGED = 201, 200


class StaleVersion(Exception):
    """Somebody changed the record after the form was opened; `present` is what stands now. Nothing was written."""

    def __init__(self, present: BaseRecord) -> None:
        super().__init__("the record was changed meanwhile")
        self.present = present


class SavedOtherwise(Exception):
    """The form's key was saved already with another content; `earlier` says when and as what."""

    def __init__(self, earlier: SavedForm) -> None:
        super().__init__("the key was used for another content")
        self.earlier = earlier


@retried
def save_once(
    *,
    key: UUID,
    digest: str,
    by: UUID,
    request_id: str,
    status: int,
    confirmed: Iterable[str],
    write: Callable[[], BaseRecord],
) -> SavedForm:
    """Carries out `write` and remembers the key with it, in one transaction; a repetition gets what was saved then.

    Of two that come at once the second waits for the first. A lost deadlock is tried again with everything.
    Raises SavedOtherwise, and whatever `write` raises: then nothing is remembered and the key is still good.
    """
    with one_transaction(by=by, request_id=request_id):
        claimed = _claim(by, key, digest, status, list(confirmed))
        if claimed is None:
            earlier = SavedForm.objects.get(saved_by=by, key=key)
            if earlier.digest != digest:
                raise SavedOtherwise(earlier)
            return earlier
        written = write()
        SavedForm.objects.filter(pk=claimed).update(object_id=written.public_id)
        return SavedForm.objects.get(pk=claimed)


def was_saved(*, by: UUID, key: str) -> bool:
    """Whether somebody's form with this key was saved; a key that is none was not."""
    try:
        return SavedForm.objects.filter(saved_by=by, key=UUID(key)).exists()
    except ValueError:
        return False


def _claim(by: UUID, key: UUID, digest: str, status: int, confirmed: list[str]) -> int | None:
    """The row's id, or nothing if the key is taken; waits for a transaction that is about to take it."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO records_savedform (saved_by, key, digest, status, confirmed, saved_at)
               VALUES (%s, %s, %s, %s, %s::varchar[], %s) ON CONFLICT (saved_by, key) DO NOTHING RETURNING id""",
            [str(by), str(key), digest, status, confirmed, now()],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def locked[Record: BaseRecord](record: Record, *, version: int) -> Record:
    """The present row of `record`, locked until the transaction ends; StaleVersion unless it still is `version`."""
    rows: Any = type(record)._default_manager.select_for_update(of=("self",), no_key=True)
    present = rows.get(pk=record.pk)
    if present.version != version:
        raise StaleVersion(present)
    return present
