"""Reads FHIR files within limits: plain or gzip, UTF-8, numbers as decimals; directories of people first."""

import gzip
import json
import re
import zlib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NoReturn

from features.interchange.fhir.refusals import BundleRefused

MAX_BYTES = 20_000_000
"""Of one file after unpacking: about twenty times what a long life of a patient takes."""
MAX_EXPONENT = 100
"""Powers of ten beyond which a number is no measurement of anything."""
ENDINGS = (".json", ".json.gz")

_PLAIN_KEY = re.compile(r"[A-Za-z_]{1,40}")
_PATIENT = re.compile(rb'"resourceType"\s*:\s*"Patient"')


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files among `paths` and in the folders among them, each once; those without a patient come first."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found.update(dict.fromkeys(file for file in inside if file == path or file.name.endswith(ENDINGS)))
    return sorted(found, key=_holds_a_patient)


def _holds_a_patient(path: Path) -> bool:
    """A quick look, for the order only: what cannot be read comes last, and is refused when its turn comes."""
    try:
        return bool(_PATIENT.search(_unpacked(path)))
    except BundleRefused:
        return True


def read_json(path: Path) -> Any:
    """What a file says, numbers with a point as Decimal; refuses what is too large, broken or ambiguous."""
    try:
        text = _unpacked(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BundleRefused(f"byte {error.start}", "is not UTF-8") from None
    return parsed(text)


def parsed(text: str) -> Any:
    """What a text says, numbers with a point as Decimal; refuses what is broken or ambiguous."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BundleRefused(f"line {error.lineno}, column {error.colno}", "is not JSON") from None
    except RecursionError:
        raise BundleRefused("the whole", "is nested too deeply") from None
    except ValueError:
        raise BundleRefused("a number", "has too many digits") from None


def _unpacked(path: Path) -> bytes:
    """The bytes of a file; never more than the limit is unpacked."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            source = gzip.GzipFile(fileobj=file) if packed else file
            content = source.read(MAX_BYTES + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise BundleRefused("the packed file", "is damaged or cut off") from None
    except OSError as error:
        raise BundleRefused("the file", f"cannot be read ({error.strerror or 'no reason given'})") from None
    if len(content) > MAX_BYTES:
        raise BundleRefused("the file", f"is larger than {MAX_BYTES // 1_000_000} MB unpacked")
    return content


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise BundleRefused(shown_key(twice), "stands twice in one object")
    return found


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("Infinity")
    if not number.is_finite() or abs(number.adjusted()) > MAX_EXPONENT:
        raise BundleRefused("a number", "is beyond all measure")
    return number


def _no_constant(name: str) -> NoReturn:
    raise BundleRefused("a number", f"is {name}, which JSON does not have")


def shown_key(name: str) -> str:
    """A key as a message may name it: FHIR's own are letters, and anything else could be somebody's data."""
    return name if _PLAIN_KEY.fullmatch(name) else "an element"
