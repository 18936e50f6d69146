"""`manage.py forget_old_drafts`: deletes what was typed more than 30 days ago and never saved. For once a day."""

from django.core.management.base import BaseCommand

from features.foundation.drafts.services import forget_old


class Command(BaseCommand):
    help = "Deletes drafts that are older than 30 days, and what is left of forms that were saved."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{forget_old()} rows were deleted.")
