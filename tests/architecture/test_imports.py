"""Who may import whom: that the contracts of pyproject.toml bite, and what they cannot see."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.tree import PRODUCT, ROOT, feature_of, heights, parsed, python_files, shown, text

VIOLATIONS = [
    ("features", "features/patients/rules/age_bands.py", "import features.sign_in.rules"),
    ("features", "features/unheard_of/__init__.py", ""),
    ("foundation", "features/foundation/access/addresses.py", "import features.foundation.audit.models"),
    ("foundation", "features/foundation/unheard_of/__init__.py", ""),
    ("circles", "features/patients/rules/age_bands.py", "import features.patients.filters"),
    ("face", "features/interchange/catalogues.py", "from features.patients.tables import PatientTable"),
    ("face", "features/interchange/catalogues.py", "import features.patients.apps"),
    ("root", "features/patients/rules/age_bands.py", "import site_config.places"),
    ("by-string", "site_config/places.py", "import features.patients.views"),
    ("pure", "features/foundation/clinical/ages.py", "import django.utils.timezone"),
    ("pure", "features/patients/rules/age_bands.py", "import features.foundation.records.clock"),
    ("services", "features/foundation/audit/services.py", "import django_tables2"),
]


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    """The product without its templates, to be broken."""
    tree = tmp_path_factory.mktemp("tree")
    for folder in (*PRODUCT, "tests/architecture"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__", "*.html"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    (tree / "tests/__init__.py").touch()
    return tree


def linted(tree: Path, contract: str) -> subprocess.CompletedProcess:
    linter = Path(sys.executable).with_name("lint-imports")
    command = [linter, "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("contract", sorted({contract for contract, *_ in VIOLATIONS}))
def test_the_product_keeps_its_contracts(copied, contract):
    report = linted(copied, contract)

    assert report.returncode == 0, report.stdout


@pytest.mark.parametrize(("contract", "path", "line"), VIOLATIONS)
def test_an_import_that_is_not_allowed_breaks_its_contract(copied, contract, path, line):
    file = copied / path
    before = file.read_text() if file.exists() else None
    file.parent.mkdir(exist_ok=True)
    file.write_text(f"{before or ''}\n{line}\n")
    try:
        report = linted(copied, contract)
    finally:
        if before is None:
            shutil.rmtree(file.parent)
        else:
            file.write_text(before)

    assert report.returncode == 1
    assert "1 broken" in report.stdout or "unheard_of" in report.stdout


def test_every_contract_is_broken_once_here():
    contracts = tomllib.loads(text(ROOT / "pyproject.toml"))["tool"]["importlinter"]["contracts"]

    assert {contract["id"] for contract in contracts} == {contract for contract, *_ in VIOLATIONS}


def test_models_refer_to_their_own_feature_or_to_a_lower_one():
    """A string such as "patients.Patient" is no import: the linter cannot see it."""
    upwards = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("features."):
            continue
        feature = feature_of(model.__module__)
        for field in model._meta.get_fields():
            if not field.concrete or not field.is_relation:
                continue
            assert field.related_model is not None, f"{model.__name__}.{field.name} refers to anything"
            other = field.related_model.__module__
            if not other.startswith("features.") or feature_of(other) == feature:
                continue
            if heights()[feature_of(other)] >= heights()[feature]:
                upwards.append(f"{model.__name__}.{field.name} -> {other}")
    assert upwards == []


def test_the_audit_trail_knows_no_other_table():
    """A patient is a UUID there, so that the trail outlives everything and locks nothing."""
    relations = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("audit").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
    ]
    assert relations == []


def test_a_feature_is_named_by_string_only_from_its_own_level_or_above():
    """Dotted paths and `get_model` reach features around the linter; only site_config may do so upwards."""
    upwards = []
    for path in python_files("features"):
        feature = feature_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if not re.fullmatch(r"features(\.\w+)+", node.value):
                continue
            other = feature_of(node.value)
            if other != feature and heights().get(other, 99) >= heights().get(feature, -1):
                upwards.append(f"{shown(path)}:{node.lineno}: {node.value}")
    assert upwards == []


def test_models_are_imported_not_looked_up_by_name():
    lookups = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files("features")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "get_model"
    ]
    assert lookups == []
