"""Imports files of FHIR bundles one after the other: directories first, each bundle whole or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from features.foundation.access.models import Facility
from features.interchange.fhir.bundles import Entry, open_bundle
from features.interchange.fhir.reading import files_in, read_json
from features.interchange.fhir.refusals import BundleRefused
from features.interchange.fhir.storing import store
from features.interchange.fhir.tally import Tally
from features.interchange.fhir.understanding import understand


@dataclass(slots=True)
class Imported:
    """The outcome of a run; `refused` has one line for each bundle of which nothing was imported."""

    bundles: int = 0
    tally: Tally = field(default_factory=Tally)
    refused: list[str] = field(default_factory=list)


def import_files(
    paths: Iterable[Path], facility: Facility, progress: Callable[[int, int], None] = lambda done, of: None
) -> Imported:
    """Imports files and folders into a facility; `progress` hears after each file how many of how many are done."""
    outcome = Imported()
    directory: dict[str, Entry] = {}
    files = files_in(paths)
    for done, path in enumerate(files, start=1):
        try:
            outcome.tally.update(_import_file(path, facility, directory))
            outcome.bundles += 1
        except BundleRefused as refusal:
            outcome.refused.append(f"{path.name}: {refusal}")
        progress(done, len(files))
    return outcome


def _import_file(path: Path, facility: Facility, directory: dict[str, Entry]) -> Tally:
    bundle = open_bundle(read_json(path), directory)
    tally = store(bundle, understand(bundle), facility)
    if bundle.patient is None:
        directory.update(bundle.index)
    return tally
