"""How Python is written: what it never calls, how files are named and opened, what services look like."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import EVERYWHERE, PRODUCT, ROOT, files, found, parsed, python_files, shown, text

CODE = python_files(*PRODUCT)
ALL_CODE = [*python_files(*EVERYWHERE), ROOT / "manage.py"]
DANGEROUS_MODULES = frozenset(
    {
        "pickle",
        "cPickle",
        "dill",
        "shelve",
        "marshal",
        "yaml",
        "telnetlib",
        "xml",
        "lxml",
        "subprocess",
        "ctypes",
    }
)
"""Not in the product: they run, or can be made to run, what somebody sent."""
DANGEROUS_CALLS = frozenset({"eval", "exec", "compile", "__import__", "breakpoint"})
NOT_IN_A_SERVICE = (
    "django.http",
    "django.shortcuts",
    "django.template",
    "django.contrib.messages",
    "django.views",
)
VAGUE_NAMES = frozenset(
    {"utils", "util", "helpers", "helper", "common", "misc", "tools", "shared", "core", "manager"}
)
LONGEST = 300
DECORATORS = frozenset({"retried"})
"""Services that take a function and nothing else."""


def imported(path: Path) -> list[tuple[str, int]]:
    """Modules that a file imports, with the lines."""
    modules = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            modules += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.append((node.module, node.lineno))
    return modules


def nodes(paths: list[Path], kind: type):
    for path in paths:
        for node in ast.walk(parsed(path)):
            if isinstance(node, kind):
                yield path, node


def places(pairs) -> list[str]:
    return [f"{shown(path)}:{node.lineno}" for path, node in pairs]


def public_functions(path: Path) -> list[ast.FunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in parsed(path).body if isinstance(node, kinds) and not node.name.startswith("_")]


def test_nothing_runs_what_somebody_sent():
    modules = [
        f"{shown(path)}:{line}: {module}"
        for path in CODE
        for module, line in imported(path)
        if module.partition(".")[0] in DANGEROUS_MODULES
    ]
    calls = [
        (path, node)
        for path, node in nodes(CODE, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id in DANGEROUS_CALLS
    ]
    assert modules == []
    assert places(calls) == []


def test_no_view_is_free_of_the_csrf_token():
    assert [shown(path) for path in CODE if "csrf_exempt" in text(path)] == []


def test_only_the_foundation_of_the_screens_asks_whether_htmx_asks():
    """Every answer leaves through `respond`; a view that asks itself would grow a second door."""
    asking = [
        (path, node)
        for path, node in nodes(CODE, ast.Attribute | ast.Constant)
        if (isinstance(node, ast.Attribute) and node.attr == "htmx")
        or (isinstance(node, ast.Constant) and node.value == "htmx")
    ]
    assert {shown(path).rpartition("/")[0] for path, _ in asking} <= {"features/foundation/ui"}


def test_only_the_clock_knows_the_time():
    """So that a test can stop it. Rate limits, metering, one-time codes and presence need the machine's own clock."""
    of_the_machine = {
        "features/sign_in/rules.py",
        "features/sign_in/lock_out.py",
        "features/foundation/live/presence.py",
        "features/foundation/records/clock.py",
    }
    asking = [
        (path, node)
        for path, node in nodes(CODE, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and (
            ast.unparse(node.func)
            in {"timezone.now", "timezone.localdate", "timezone.localtime", "time.time"}
            or (
                node.func.attr in {"now", "today", "utcnow"}
                and ast.unparse(node.func.value) in {"datetime", "date"}
            )
        )
    ]
    assert {shown(path) for path, _ in asking} <= of_the_machine


def test_every_file_is_named_after_its_job():
    assert [shown(path) for path in ALL_CODE if path.stem in VAGUE_NAMES] == []


def test_a_module_opens_with_a_sentence_that_says_what_it_is_for():
    silent = [path for path in ALL_CODE if not ast.get_docstring(parsed(path))]

    assert [shown(path) for path in silent if path.name != "__init__.py" or text(path).strip()] == []


def test_the_opening_file_of_a_package_holds_no_code():
    """A public face that has become a package names what it offers, and nothing more."""
    opening = [path for path in CODE if path.name == "__init__.py" and path.parent.name != "settings"]

    def code(path) -> list[ast.stmt]:
        body = parsed(path).body[bool(ast.get_docstring(parsed(path))) :]
        if path.parent.name not in ("forms", "models", "services", "rules", "regions", "views"):
            return body
        return [node for node in body if not isinstance(node, ast.ImportFrom) and not _is_all(node)]

    assert [shown(path) for path in opening if code(path)] == []


def _is_all(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]


@pytest.mark.parametrize("feature", sorted(p.parent.name for p in (ROOT / "features").glob("*/apps.py")))
def test_a_feature_says_what_it_is_who_uses_it_and_what_it_announces(feature):
    sentences = ast.get_docstring(parsed(ROOT / "features" / feature / "__init__.py"))

    assert "Users:" in sentences
    assert "Announces" in sentences


def test_no_file_is_longer_than_one_can_read():
    pages = files("features", "templates", ending=".html")
    styles_and_scripts = files("static", ending=".css") + files("static", ending=".js")

    assert [
        shown(p) for p in (*ALL_CODE, *pages, *styles_and_scripts) if len(text(p).splitlines()) > LONGEST
    ] == []


@pytest.mark.parametrize(
    "path",
    [path for path in CODE if path.name in ("services.py", "rules.py") or "clinical" in path.parts],
    ids=shown,
)
def test_a_public_function_of_services_and_rules_says_what_it_means(path):
    assert [function.name for function in public_functions(path) if not ast.get_docstring(function)] == []


@pytest.mark.parametrize("path", [path for path in CODE if path.name == "services.py"], ids=shown)
def test_a_service_takes_named_and_typed_arguments_and_knows_no_request(path):
    for function in public_functions(path):
        if function.name in DECORATORS:
            continue
        arguments = function.args
        assert not arguments.args, f"{function.name} takes arguments by position"
        assert all(argument.annotation for argument in arguments.kwonlyargs), (
            f"{function.name} has untyped arguments"
        )
    assert [module for module, _ in imported(path) if module.startswith(NOT_IN_A_SERVICE)] == []


def test_views_write_nothing_by_themselves():
    """A change goes through a service: one transaction, one audit row, one announcement."""
    writes = {
        "save",
        "create",
        "bulk_create",
        "update",
        "bulk_update",
        "delete",
        "get_or_create",
        "update_or_create",
    }
    written = [
        (path, node)
        for path, node in nodes(
            [path for path in CODE if path.stem == "views" or "regions" in str(path)], ast.Call
        )
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in writes
        and "objects" in ast.unparse(node.func)
    ]
    assert places(written) == []


def test_nothing_of_a_request_is_spread_into_a_call():
    """`filter(**request.GET)` would let the address choose the columns."""
    spread = [
        (path, node)
        for path, node in nodes(CODE, ast.Call)
        for keyword in node.keywords
        if keyword.arg is None
        and re.search(r"request\.(GET|POST|COOKIES|META|headers)", ast.unparse(keyword.value))
    ]
    assert places(spread) == []


def test_nothing_is_joined_into_sql_but_names_of_our_own():
    """Each such place is named here, after somebody has looked at where its parts come from."""
    looked_at = {
        "features/foundation/records/database_role.py",
        "features/foundation/records/prepared.py",
        "features/interchange/loading.py",
        "features/foundation/ui/keyset.py",
    }
    joined = [
        (path, node)
        for path, node in nodes(CODE, ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in {"execute", "executemany", "copy_expert", "raw", "extra", "RawSQL"}
        and node.args
        and not isinstance(node.args[0], ast.Constant | ast.Name)
    ]
    assert {shown(path) for path, _ in joined} <= looked_at


def test_no_registry_stands_in_the_repository():
    """Where packages come from is a matter of each machine's pip."""
    wherever = [*files("requirements", "tools", ".ci", ending=""), ROOT / "Makefile", ROOT / "pyproject.toml"]

    assert found(r"--(?:extra-)?index-url\b|--find-links|://[\w.-]*pypi[\w.-]*/", wherever) == []
