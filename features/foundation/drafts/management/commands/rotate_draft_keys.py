"""`manage.py rotate_draft_keys`: seals every draft with the first key, so that older keys can be taken away."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from features.foundation.drafts.models import Draft
from features.foundation.drafts.sealing import CannotBeOpened, sealed_anew

BATCH = 200


class Command(BaseCommand):
    help = "Seals every draft with the first of CHARTSIDE_DRAFT_KEYS; people may go on typing meanwhile."

    def handle(self, *args, **options) -> None:
        sealed = closed = last = 0
        while rows := self.batch(after=last):
            last = rows[-1]
            done, failed = self.seal(rows)
            sealed, closed = sealed + done, closed + failed
        self.stdout.write(f"{sealed} drafts are sealed with the first key.")
        if closed:
            raise CommandError(
                f"{closed} drafts cannot be opened with any of the keys. Add the missing one and run this again."
            )

    def batch(self, *, after: int) -> list[int]:
        ids = (
            Draft.objects.filter(sealed__isnull=False, pk__gt=after)
            .order_by("pk")
            .values_list("pk", flat=True)
        )
        return list(ids[:BATCH])

    @transaction.atomic
    def seal(self, ids: list[int]) -> tuple[int, int]:
        """How many could be sealed anew, and how many could not be opened."""
        done = failed = 0
        for draft in (
            Draft.objects.select_for_update().filter(pk__in=ids, sealed__isnull=False).order_by("pk")
        ):
            try:
                sealed = sealed_anew(draft.sealed or b"")
            except CannotBeOpened:
                failed += 1
                continue
            Draft.objects.filter(pk=draft.pk).update(sealed=sealed)
            done += 1
        return done, failed
