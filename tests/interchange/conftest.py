"""Facts of the normal bundle, as it is and after a change."""

import pytest

from tests.interchange.bundles import NORMAL, changed, understood
from tests.interchange.elsewhere import opened_elsewhere


@pytest.fixture
def facts():
    """Facts of the normal bundle, by the last two digits of their source id."""
    return {int(entry.source_id[-2:]): fact for entry, fact in understood(NORMAL).facts.items()}


@pytest.fixture
def after(tmp_path):
    """`after(change)` understands the normal bundle once `change` has had its resources, by their last two digits."""

    def understand_changed(change):
        path = changed(
            NORMAL,
            tmp_path / "changed.json",
            lambda resources: change({int(resource["id"][-2:]): resource for resource in resources}),
        )
        found = understood(path)
        return (
            {int(entry.source_id[-2:]): fact for entry, fact in found.facts.items()},
            {int(entry.source_id[-2:]): reason for entry, reason in found.kept.items()},
            found,
        )

    return understand_changed


@pytest.fixture(scope="session")
def elsewhere(django_db_setup, django_db_blocker):
    """Another Chartside with one facility, no patients and no memory of this one."""
    with django_db_blocker.unblock(), opened_elsewhere() as place:
        yield place
