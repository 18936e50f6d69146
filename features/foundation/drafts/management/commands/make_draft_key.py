"""`manage.py make_draft_key`: a new key for `CHARTSIDE_DRAFT_KEYS`."""

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prints a new key for CHARTSIDE_DRAFT_KEYS; put it in front of those that are there."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        self.stdout.write(Fernet.generate_key().decode())
