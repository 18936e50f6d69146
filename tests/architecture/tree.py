"""The files of the product, read once, for the tests about how they are written."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("features", "site_config")
EVERYWHERE = (*PRODUCT, "tests", "e2e", "tools")


def files(*folders: str, ending: str) -> list[Path]:
    """Files below `folders` whose name ends so, in order; made and cached ones are left out."""
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{ending}"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def python_files(*folders: str) -> list[Path]:
    """Python files, without the migrations that Django writes."""
    return [path for path in files(*folders, ending=".py") if "migrations" not in path.parts]


def templates() -> dict[str, Path]:
    """Every template by its name, which is its path below `templates/` or `features/`."""
    return {
        path.relative_to(ROOT / folder).as_posix(): path
        for folder in ("templates", "features")
        for path in files(folder, ending=".html")
    }


def shown(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text(path))


def line_of(content: str, position: int) -> int:
    return content.count("\n", 0, position) + 1


def found(pattern: str, paths: list[Path]) -> list[str]:
    """Where a regular expression matches: `path:line: match`."""
    return [
        f"{shown(path)}:{line_of(text(path), match.start())}: {match.group().strip()}"
        for path in paths
        for match in re.finditer(pattern, text(path), re.IGNORECASE)
    ]


@cache
def heights() -> dict[str, int]:
    """How high each feature stands (0 is the lowest), as import-linter is told in pyproject.toml."""
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = {contract["id"]: contract.get("layers") for contract in contracts}
    upwards = [f"foundation.{name}" for name in reversed(layers["foundation"])]
    upwards += [line for line in reversed(layers["features"]) if line != "foundation"]
    return {
        f"features.{name.strip(' ()')}": height
        for height, line in enumerate(upwards)
        for name in line.split("|")
    }


def feature_of(module: str) -> str:
    """The feature of a module: `features.patients`, or `features.foundation.audit`."""
    parts = module.split(".")
    return ".".join(parts[: 3 if parts[1:2] == ["foundation"] else 2])
