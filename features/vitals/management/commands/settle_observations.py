"""`manage.py settle_observations`: works out anew when everybody is to be observed next, and what scores call for."""

from django.core.management.base import BaseCommand

from features.foundation.audit.actors import Actor
from features.vitals.services import settle_all


class Command(BaseCommand):
    help = "Brings the clocks and escalations of all patients in line with their vital signs and orders."

    def handle(self, *args, **options) -> None:
        changed = settle_all(by=Actor.system("settle_observations"))
        self.stdout.write(f"{changed} patients were changed.")
