"""`manage.py make_clinic`: a made clinic in an empty database; local and testing only."""

from django.core.management.base import BaseCommand, CommandError

from features.foundation.access.models import User
from features.interchange.clinic import ClinicRefused, make_clinic


class Command(BaseCommand):
    help = "Fills an empty database with a made clinic and the demo sign-ins."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--patients", type=int, default=200, help="one in six belongs to the second facility"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")
        parser.add_argument(
            "--if-empty", action="store_true", help="say nothing and do nothing when there are users"
        )

    def handle(self, *args, patients: int, seed: int, if_empty: bool, **options) -> None:
        if if_empty and User.objects.exists():
            return
        try:
            made = make_clinic(patients=patients, seed=seed)
        except ClinicRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"A clinic with {made} synthetic patients was made.")
