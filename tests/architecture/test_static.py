"""Styles belong to something, scripts ask no address of their own, and nothing here was written by others."""

import re

import pytest

from tests.architecture.tree import ROOT, files, shown, templates, text

STATIC = ROOT / "static"
WITHOUT_TEMPLATE = frozenset(
    {
        "avatar",  # drawn inside the person menu
        "portrait",  # the patient's photo, drawn by the feature
        "paper",  # what is made to be printed, drawn by the feature
        "banner",  # the patient's, drawn by the feature
        "button",
        "combobox",  # drawn by components/forms/combobox.html
        "choice",  # check boxes and radio buttons, drawn by the form field
        "contest",  # a field that two people changed, drawn by the form field
        "draft",  # offers and state of what is typed, each a component
        "cover",  # insurance and its card, drawn by the feature
        "dialog",
        "facts",  # a definition list
        "flowsheet",  # rows of signs or tests, columns of times
        "field",  # drawn by components/forms/field.html
        "icon",  # drawn by the tag of the same name
        "list",  # the page of a list: title, filters, table
        "measure",  # drawn by components/forms/measure.html
        "menu",
        "entry",  # fields on the grid of the paper chart
        "news2",  # the score beside them
        "number",
        "pairs",  # lines of a thing and what is known of it
        "pager",  # the foot of a list, in listing.jinja
        "section",
        "severity",
        "spark",  # drawn by charts.py
        "styleguide",
        "table",
        "tabs",
        "timeline",  # bars over time
        "trend",  # drawn by trends.py
    }
)
"""Stylesheets of things that are one element or a few, and so have no template of their own."""


def test_every_component_sheet_bears_the_name_of_a_component_or_is_listed():
    sheets = {path.stem for path in files("static/css/components", ending=".css")}
    components = {
        name.split("/")[1].partition(".")[0] for name in templates() if name.startswith("components/")
    }

    assert sheets - components == WITHOUT_TEMPLATE


def test_every_sheet_of_a_feature_has_its_feature():
    features = {path.parent.name for path in (ROOT / "features").glob("*/apps.py")}

    assert {path.stem for path in files("static/css/features", ending=".css")} <= features


@pytest.mark.parametrize("path", files("static/js", ending=".js"), ids=shown)
def test_a_script_takes_its_addresses_from_the_page(path):
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", text(path), flags=re.DOTALL)

    assert re.findall(r"""["'`](?:https?:)?/[\w/-]+["'`]""", code) == []
    assert not re.search(r"\bimport\s*\(?\s*[\"'](?!\./)", code), "imports from elsewhere"


def test_nothing_of_others_is_copied_into_the_repository():
    """Libraries come from packages (htmx from django-htmx, icons from lucide), which are kept up to date."""
    suspicious = re.compile(
        r"@license|@preserve|/\*!|MIT License|Permission is hereby granted|Apache License|BSD-\d"
        r"|sourceMappingURL|normalize\.css|tailwind|bootstrap v\d",
        re.IGNORECASE,
    )
    own = [
        path
        for ending in (".css", ".js", ".svg", ".html")
        for path in files("static", "templates", ending=ending)
    ]

    assert [shown(path) for path in own if suspicious.search(text(path))] == []
    assert [
        shown(path)
        for path in own
        if ".min." in path.name or re.search(r"vendor|node_modules|/lib/", str(path))
    ] == []
    assert [
        shown(path)
        for path in own
        if path.suffix in (".css", ".js") and max(map(len, text(path).splitlines())) > 300
    ] == []


def test_static_files_are_of_the_kinds_that_we_write():
    kinds = {path.suffix for path in STATIC.rglob("*") if path.is_file()}

    assert kinds <= {".css", ".js", ".svg"}


def test_pictures_hold_no_script_and_point_nowhere():
    for path in files("static", ending=".svg"):
        assert not re.search(r"<script|\son\w+=|(?:xlink:)?href=|<foreignObject|@import|url\(", text(path)), (
            shown(path)
        )
