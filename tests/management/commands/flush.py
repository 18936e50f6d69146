"""`flush` as the database's owner: the application's own role may empty nothing."""

from django.core.management.commands.flush import Command as DjangoFlush

from tests.owner import as_owner, truncation_allowed


class Command(DjangoFlush):
    def handle(self, **options) -> None:
        with as_owner(), truncation_allowed():
            super().handle(**options)
