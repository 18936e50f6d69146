"""The life of a visit."""

import pytest

from features.visits.rules import VisitStatus, may_become

ALLOWED = {
    "planned": "arrived triaged in-progress cancelled",
    "arrived": "triaged in-progress finished cancelled",
    "triaged": "in-progress finished cancelled",
    "in-progress": "onleave finished",
    "onleave": "in-progress finished",
    "finished": "",
    "cancelled": "",
    "entered-in-error": "",
    "unknown": "planned arrived triaged in-progress onleave finished cancelled",
}


@pytest.mark.parametrize("old", VisitStatus)
def test_a_visit_goes_on_as_the_table_says(old):
    allowed = set(ALLOWED[old].split())
    if old != VisitStatus.ENTERED_IN_ERROR:
        allowed.add("entered-in-error")

    assert {new for new in VisitStatus if may_become(old, new)} == allowed
