"""Small bundles of our own, and the large ones of others where a machine has them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from features.interchange.fhir.bundles import open_bundle
from features.interchange.fhir.reading import read_json
from features.interchange.fhir.understanding import understand
from features.interchange.fhir.writing import written

BUNDLES = Path(__file__).parent.parent / "data" / "fhir"
SYNTHEA = next(
    (folder for up in Path(__file__).parents if (folder := up / "shared/data/synthea").is_dir()), None
)
"""None where the data of others is not at hand."""

NORMAL = BUNDLES / "normal.json"
DIRECTORY = BUNDLES / "directory.json"


def changed(path: Path, into: Path, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    """A copy of a bundle at `into`, after `change` has had the resources."""
    document = read_json(path)
    change([entry["resource"] for entry in document["entry"]])
    into.write_text(written(document))
    return into


def understood(path):
    return understand(open_bundle(read_json(path), open_bundle(read_json(DIRECTORY)).index))


def ending(number: int) -> str:
    """The id that our own bundles give to a resource."""
    return f"0a0a0a0a-0000-4000-8000-{number:012d}"
