"""`manage.py import_fhir PATH… [--facility NAME]`: FHIR R4 bundles into a facility's records."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from features.foundation.access.models import Facility
from features.interchange.fhir.importing import Imported, import_files
from features.interchange.fhir.tally import UNCHANGED
from features.interchange.models import ImportOutcome

BAR = 30
COLUMNS = (ImportOutcome.IMPORTED, UNCHANGED, ImportOutcome.KEPT, ImportOutcome.REFUSED)


class Command(BaseCommand):
    help = "Imports FHIR R4 bundles (.json or .json.gz, files or folders). The same bundle twice changes nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a bundle, or a folder of them"
        )
        parser.add_argument(
            "--facility", help="whose patients they become; not needed where there is only one"
        )

    def handle(self, *args, paths: list[Path], facility: str | None, **options) -> None:
        outcome = import_files(paths, _facility(facility), self._show_progress)
        if self.stderr.isatty():
            self.stderr.write("")
        self._show_table(outcome)
        if outcome.refused:
            raise CommandError("\n".join(["Refused, and nothing of it imported:", *outcome.refused]))

    def _show_progress(self, done: int, of: int) -> None:
        """A bar for people; a log does not want one."""
        if self.stderr.isatty():
            full = BAR * done // of
            self.stderr.write(f"\r[{'#' * full}{'.' * (BAR - full)}] {done} of {of}", ending="")
            self.stderr.flush()

    def _show_table(self, outcome: Imported) -> None:
        counts = Counter(outcome.tally.counts)
        counts["Bundle", ImportOutcome.IMPORTED] = outcome.bundles
        counts["Bundle", ImportOutcome.REFUSED] = len(outcome.refused)
        self.stdout.write(f"{'':24}{'imported':>10}{'unchanged':>11}{'kept raw':>10}{'refused':>9}")
        for kind in sorted({kind for kind, _ in counts}):
            imported, unchanged, kept, refused = (counts[kind, str(column)] for column in COLUMNS)
            self.stdout.write(f"{kind:24}{imported:>10}{unchanged:>11}{kept:>10}{refused:>9}")
        if outcome.tally.reasons:
            self.stdout.write("Kept raw, because")
        for (kind, reason), number in sorted(outcome.tally.reasons.items()):
            self.stdout.write(f"{number:>8} {kind}: {reason}")


def _facility(name: str | None) -> Facility:
    found = Facility.objects.filter(name=name) if name else Facility.objects.all()
    if len(facilities := list(found[:2])) != 1:
        raise CommandError(
            "There is no facility of this name." if name else "Say --facility: there is not exactly one."
        )
    return facilities[0]
