"""The life of a visit: every step from every status, allowed or not."""

import pytest

from features.visits.rules import VisitClass, VisitStatus, may_become

NEXT = {
    "planned": "arrived triaged in-progress cancelled entered-in-error",
    "arrived": "triaged in-progress finished cancelled entered-in-error",
    "triaged": "in-progress finished cancelled entered-in-error",
    "in-progress": "onleave finished entered-in-error",
    "onleave": "in-progress finished entered-in-error",
    "finished": "entered-in-error",
    "cancelled": "entered-in-error",
    "unknown": "planned arrived triaged in-progress onleave finished cancelled entered-in-error",
    "entered-in-error": "",
}


def test_the_table_knows_every_status():
    assert set(NEXT) == set(VisitStatus)


@pytest.mark.parametrize("new", VisitStatus)
@pytest.mark.parametrize("old", VisitStatus)
def test_a_visit_goes_from_one_status_only_to_the_next(old, new):
    assert may_become(old, new) is (new in NEXT[old].split())


def test_the_classes_are_codes_of_hl7():
    assert {c.value for c in VisitClass} == set("AMB EMER FLD HH IMP ACUTE NONAC OBSENC PRENC SS VR".split())
