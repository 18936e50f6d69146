"""Every part of a chart listens to the events of whatever it is made of; otherwise it would be old without knowing."""

import importlib

import pytest
from django.apps import apps
from django.template.loader import get_template

from features.patients.regions import IDENTITY, PartOfChart


def parts_of_charts() -> dict[str, PartOfChart]:
    found = {}
    for app in apps.get_app_configs():
        if not app.name.startswith("features."):
            continue
        try:
            regions = importlib.import_module(f"{app.name}.regions")
        except ModuleNotFoundError:
            continue
        found |= {part.name: part for part in vars(regions).values() if isinstance(part, PartOfChart)}
    return found


@pytest.mark.parametrize("part", parts_of_charts().values(), ids=lambda part: part.name)
def test_a_part_listens_to_every_kind_that_it_shows(part):
    markup = get_template(part.template).template.source
    wanted = {"patients-changed" if kind == IDENTITY else f"{kind}-changed" for kind in part.kinds}

    assert {event for event in wanted if f"{event} from:body" not in markup} <= told_by_facts(part)


def told_by_facts(part: PartOfChart) -> set[str]:
    """The preview listens to what each of its facts says."""
    if part.name != "patients:preview":
        return set()
    return {f"{kind}-changed" for kind in part.kinds if kind not in (IDENTITY, "allergies", "pregnancies")}


def test_the_parts_were_found():
    assert {"patients:banner", "vitals:latest", "labs:grid", "notes:timeline"} <= set(parts_of_charts())
