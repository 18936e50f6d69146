"""A page fetches one stylesheet, which holds all of them."""

import os

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from features.foundation.ui.stylesheet import WholeStylesheet
from tests.architecture.tree import files, shown, text


@pytest.fixture
def finder(settings, tmp_path):
    settings.WHOLE_STYLESHEET_IN = tmp_path
    return WholeStylesheet()


def test_a_page_links_the_whole_stylesheet_and_it_is_found():
    assert 'href="/static/css/whole.css"' in render_to_string("base/head.html")
    assert finders.find("css/whole.css")


@pytest.mark.parametrize("path", files("static/css/components", ending=".css"), ids=shown)
def test_every_component_is_in_it(path, finder):
    assert text(path) in finder.whole()


def test_nothing_is_left_to_import_and_the_order_of_layers_stands_first(finder):
    whole = finder.whole()

    assert "@import" not in whole
    assert whole.index("@layer reset, tokens, base") < whole.index("@layer reset {")


def test_paper_has_its_own_sheet(finder):
    whole = finder.whole()

    assert "@media print {\n@layer print {" in whole
    assert whole.count("{") == whole.count("}")


def test_it_is_written_anew_when_a_sheet_has_changed(finder):
    target = finder.written()
    target.write_text("old")
    os.utime(target, (0, 0))

    assert finder.written().read_text() == finder.whole()
