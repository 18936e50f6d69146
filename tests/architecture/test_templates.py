"""How templates are written: layers, regions, where addresses come from, what they never hold."""

import ast
import re
from html.parser import HTMLParser

import pytest

from features.foundation.ui.views import MedicalRegionView
from tests.architecture.doors import doors
from tests.architecture.tree import found, parsed, python_files, shown, templates, text

TEMPLATES = templates()
PARTIALS = sorted(name for name in TEMPLATES if "/partials/" in name)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
NAMED_INSIDE = re.compile(r"\{%-?\s*(?:include|extends|embed|import|from)\s+[\"']([^\"']+)[\"']")
HTMX_VERBS = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
ADDRESSES = frozenset({"href", "action", "formaction", "src", "hx-push-url", "hx-replace-url", *HTMX_VERBS})


def layer(name: str) -> str:
    """`pages`, `base`, `email`, `components`, or `<feature>/partials`."""
    parts = name.split("/")
    return "/".join(parts[:-1]) if "partials" in parts else parts[0]


def is_below(inner: str, outer: str) -> bool:
    """Whether the template `outer` may take `inner` into itself."""
    if layer(outer) in ("pages", "email"):
        return (
            layer(inner) in ("base", "components")
            or "/partials" in layer(inner)
            or layer(outer) == layer(inner)
        )
    if layer(outer) == "base":
        return layer(inner) in ("base", "components")
    return layer(inner) == "components" or ("/partials" in layer(outer) and layer(inner) == layer(outer))


class Elements(HTMLParser):
    """The elements of a template with their attributes; template tags are put back as written."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.kept: list[str] = []
        self.elements: list[tuple[str, dict[str, str], int]] = []
        self.feed(TAG.sub(self._hide, html))

    def _hide(self, match: re.Match) -> str:
        self.kept.append(match.group())
        return f"\x00{len(self.kept) - 1}\x01" + "\n" * match.group().count("\n")

    def _shown(self, value: str | None) -> str:
        return re.sub("\x00(\\d+)\x01\n*", lambda match: self.kept[int(match.group(1))], value or "")

    def handle_starttag(self, tag: str, attrs) -> None:
        attributes = {self._shown(name): self._shown(value) for name, value in attrs}
        self.elements.append((tag, attributes, self.getpos()[0]))

    handle_startendtag = handle_starttag


def elements():
    """Every element of every template and of every piece of HTML in Python: where, tag, attributes."""
    for name, path in TEMPLATES.items():
        for tag, attributes, line in Elements(text(path)).elements:
            yield f"{name}:{line}", tag, attributes
    for path in python_files("features", "site_config"):
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.search(r"<[a-z]", node.value)
            ):
                for tag, attributes, _ in Elements(node.value).elements:
                    yield f"{shown(path)}:{node.lineno}", tag, attributes


ELEMENTS = list(elements())


def test_templates_are_where_a_path_says_what_they_are():
    folders = {layer(name) for name in TEMPLATES}

    assert {folder for folder in folders if not folder.endswith("/partials")} <= {
        "base",
        "components",
        "pages",
        "email",
    }


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_takes_in_only_what_lies_below_it(name):
    taken = {inner.partition("#")[0] for inner in NAMED_INSIDE.findall(text(TEMPLATES[name]))}

    assert [inner for inner in taken if not is_below(inner, name)] == []
    assert taken <= set(TEMPLATES)


def test_the_order_of_the_layers_is_known_to_the_test():
    assert is_below("patients/partials/banner.html", "pages/chart.html")
    assert is_below("components/chip.html", "patients/partials/listing.html")
    assert is_below("patients/partials/count.html", "patients/partials/listing.html")
    assert not is_below("vitals/partials/readings.html", "patients/partials/listing.html")
    assert not is_below("patients/partials/banner.html", "components/chip.html")
    assert not is_below("patients/partials/banner.html", "base/base.html")
    assert not is_below("pages/home.html", "patients/partials/banner.html")


def test_only_the_pages_of_whatever_region_take_in_a_template_that_they_do_not_name():
    """A bare region, one of a patient, a list of a chart, a form, what stands beside it and is said at its fields."""
    unnamed = [
        name for name, path in TEMPLATES.items() if re.search(r"\{%-?\s*include\s+(?![\"'])", text(path))
    ]

    assert sorted(unnamed) == [
        "components/forms/field.html",
        "components/medical_form.html",
        "pages/chart_list.html",
        "pages/device.html",
        "pages/form.html",
        "pages/identify.html",
        "pages/patient_form.html",
        "pages/patient_region.html",
        "pages/payer.html",
        "pages/provider.html",
        "pages/region.html",
        "pages/registration.html",
        "pages/vitals_record.html",
        "pages/vitals_standard.html",
    ]


def test_no_element_has_style_or_behaviour_of_its_own():
    """The CSP refuses both; behaviour lives in static/js, looks in static/css."""
    own = [
        f"{where}: <{tag} {name}>"
        for where, tag, attributes in ELEMENTS
        for name in attributes
        if re.match(r"style$|on[a-z]+$|hx-on|hx-boost$|data-hx-", name)
    ]
    assert own == []


def test_scripts_and_styles_come_from_files():
    inline = [
        where
        for where, tag, attributes in ELEMENTS
        if tag == "style" or (tag == "script" and not attributes.get("src", "").startswith("{% static "))
    ]
    assert inline == []


def test_addresses_come_from_the_urls_and_never_from_a_hand():
    """`{% url %}`, `{% static %}`, a value of the context, a place on this page, or this page itself."""
    by_hand = [
        f"{where}: {name}={attributes[name]!r}"
        for where, _, attributes in ELEMENTS
        for name in ADDRESSES & set(attributes)
        if not re.fullmatch(r"\{\{.*|\{%-? (?:url|static|if|firstof) .*|#.+|", attributes[name], re.DOTALL)
        if (name, attributes[name]) != ("hx-push-url", "true")
    ]
    assert by_hand == []


def test_no_link_leads_nowhere():
    nowhere = [
        where for where, _, attributes in ELEMENTS if attributes.get("href") in ("#", "javascript:void(0)")
    ]

    assert nowhere == []


def test_each_element_that_asks_says_what_it_replaces():
    """Inheritance is off: an element without its own target and swap would replace itself."""
    silent = [
        f"{where}: {name}"
        for where, _, attributes in ELEMENTS
        if set(HTMX_VERBS) & set(attributes)
        for name in ("hx-target", "hx-swap")
        if name not in attributes
    ]
    assert silent == []


def test_htmx_attributes_hold_no_code():
    code = [
        f"{where}: {name}={value!r}"
        for where, _, attributes in ELEMENTS
        for name, value in attributes.items()
        if (name == "hx-trigger" and "[" in value) or (name.startswith("hx-") and "js:" in value)
    ]
    assert code == []


def test_a_link_that_htmx_follows_also_works_without_it():
    bare = [
        f"{where}: <{tag}>"
        for where, tag, attributes in ELEMENTS
        if (tag == "a" and "hx-get" in attributes and "href" not in attributes)
        or (
            tag == "form"
            and set(HTMX_VERBS) & set(attributes)
            and not {"action", "method"} <= set(attributes)
        )
    ]
    assert bare == []


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_region_is_a_file_an_id_and_an_address_of_one_name(name):
    regions = [
        attributes
        for _, attributes, _ in Elements(text(TEMPLATES[name])).elements
        if "data-region" in attributes
    ]
    if not regions:
        return
    feature, _, file = name.partition("/partials/")
    url_name = f"{feature}:{file.removesuffix('.html')}"

    assert {attributes["data-region"] for attributes in regions} == {url_name}
    assert url_name in doors()
    for attributes in regions:
        assert re.fullmatch(
            re.escape(url_name.replace(":", "-")) + r"(-\{\{ ?\S*public_id ?\}\})?", attributes["id"]
        )


def test_a_region_view_shows_the_partial_of_its_own_address():
    shown_by = {name: getattr(door.callback, "view_class", None) for name, door in doors().items()}
    regions = {
        name: view.region for name, view in shown_by.items() if view and issubclass(view, MedicalRegionView)
    }
    assert regions == {name: "{}/partials/{}.html".format(*name.split(":")) for name in regions}
    assert regions


def test_nothing_that_a_person_typed_is_drawn_as_it_is():
    """Autoescaping is never switched off, neither in templates nor in Python."""
    pattern = r"\|\s*safe(?:seq)?\b|autoescape\s+(?:off|false)|autoescape\s*=\s*False"
    marked = r"\bmark_safe\b|\bSafeString\(|\bSafeText\b|\bMarkup\(|\bhtml_safe\b|\b__html__\b"
    places = list(TEMPLATES.values()) + python_files("features", "site_config")

    assert found(pattern, places) == []
    assert found(marked, python_files("features", "site_config")) == []


def test_every_form_that_posts_has_its_token():
    missing = [
        name
        for name, path in TEMPLATES.items()
        for form in re.findall(r"<form\b.*?</form>", text(path), re.DOTALL)
        if re.search(r'method="post"', form, re.IGNORECASE) and "{% csrf_token %}" not in form
    ]
    assert missing == []


def test_titles_name_the_kind_of_page_and_nobody():
    """The title stands in the history of the browser and on the task bar."""
    variable = [
        f"{name}: {title.strip()}"
        for name, path in TEMPLATES.items()
        if name.startswith("pages/")
        for title in re.findall(r"\{% block title %\}(.*?)\{% endblock", text(path), re.DOTALL)
        if "{{" in title or "blocktranslate" in title
    ]
    assert variable == []
