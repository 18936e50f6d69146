"""An administrator proposes a standard, a physician decides; only then it holds, for all of the facility at once."""

import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from features.foundation.access.models import Facility, RoleAssignment
from features.foundation.audit.actors import Actor
from features.foundation.audit.models import AuditEvent
from features.vitals.deciding import approve_standard, propose_standard
from features.vitals.models import Decision, ProposedStandard
from features.vitals.standards import DEFAULTS, standards_of, tell_part
from tests.forms.sent import opened
from tests.ui.fields.bad import group
from tests.vitals.standards import decide

pytestmark = pytest.mark.django_db
PAGE = reverse("vitals:standards")
WHY = {"source": "ESC 2024", "reason": "The guideline changed."}


def form_of(part: str) -> str:
    return reverse("vitals:propose_standard", args=[part])


def decision_of(standard: ProposedStandard) -> str:
    return reverse("vitals:decide_standard", args=[standard.public_id])


def present(facility: Facility):
    return standards_of(Facility.objects.get(pk=facility.pk))


@pytest.fixture
def propose(adam, signed_in):
    """Adam fills in the form of a part and sends it."""

    def sent(part: str, **typed: str):
        return opened(signed_in(adam), form_of(part)).fill(**{**WHY, **typed}).send()

    return sent


@pytest.fixture
def waiting(propose):
    assert propose("systolic", normal_high="129").status_code == 302
    return ProposedStandard.objects.get()


@pytest.fixture
def dans_form(dan, signed_in, waiting):
    return opened(signed_in(dan), decision_of(waiting))


def test_what_is_proposed_changes_nothing_yet(waiting, harbour, adam, dan, signed_in):
    assert present(harbour) == DEFAULTS
    assert waiting.before == tell_part(DEFAULTS, "systolic")
    assert waiting.proposed == {
        "normal": ["90", "129"], "critical": ["80", "180"], "soft": ["60", "250"], "source": "ESC 2024",
    }  # fmt: skip
    assert (waiting.proposed_by, waiting.decision) == (adam.public_id, Decision.WAITING)
    event = AuditEvent.objects.get(action="propose")
    assert (event.category, event.user, event.patient) == ("settings", adam.public_id, None)
    assert decision_of(waiting) in signed_in(dan).get(PAGE).text
    assert "another one waits" in signed_in(adam).get(PAGE).text


def test_a_physician_sees_old_and_new_and_approves(dans_form, waiting, harbour, dan, signed_in):
    page = dans_form.browser.get(dans_form.url).text
    for words in ("90–139 mmHg", "90–129 mmHg", "ESC 2024", "The guideline changed.", "Adam"):
        assert words in page
    answer = dans_form.fill(decision="approved").send()

    assert answer.headers["Location"] == PAGE
    assert present(harbour).signs["systolic"].normal == (90, 129)
    approval = present(harbour).approved["systolic"]
    assert (approval.by, approval.source) == (dan.public_id, "ESC 2024")
    events = AuditEvent.objects.filter(user=dan.public_id, category="settings").exclude(action="read")
    assert sorted(events.values_list("action", "object_kind")) == [
        ("approve", "proposedstandard"), ("change", "facility"),
    ]  # fmt: skip
    before = Facility.objects.get(pk=harbour.pk).historys.get()
    assert before.standards == {}
    shown = signed_in(dan).get(PAGE).text
    assert "approved by" in shown
    assert "90–129" in shown
    assert decision_of(waiting) not in shown


def test_it_is_turned_down_with_a_reason_only(dans_form, waiting, harbour):
    answer = dans_form.fill(decision="turned-down").send()
    assert answer.status_code == 422
    assert "Say why it is turned down." in answer.text
    assert dans_form.fill(reason="Too narrow.").send().status_code == 302
    waiting.refresh_from_db()
    assert (waiting.decision, waiting.decision_reason) == (Decision.TURNED_DOWN, "Too narrow.")
    assert present(harbour) == DEFAULTS


def test_nobody_decides_about_what_they_proposed(waiting, adam, harbour, signed_in):
    RoleAssignment.objects.create(user=adam, facility=harbour, role="physician")
    assert signed_in(adam).get(decision_of(waiting)).status_code == 403
    assert decision_of(waiting) not in signed_in(adam).get(PAGE).text
    with pytest.raises(Exception, match="Somebody else decides"):
        approve_standard(standard=waiting, version=waiting.version, by=Actor(user=adam.public_id))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedStandard.objects.update(
            decision="approved", decided_by=adam.public_id, decided_at=waiting.proposed_at
        )
    assert present(harbour) == DEFAULTS


def test_another_facility_neither_sees_nor_decides(waiting, hillside, dan, signed_in):
    dan.facility = hillside
    dan.save()
    RoleAssignment.objects.create(user=dan, facility=hillside, role="physician")
    assert signed_in(dan).get(decision_of(waiting)).status_code == 404
    assert "ESC 2024" not in signed_in(dan).get(PAGE).text


def test_what_was_changed_meanwhile_is_not_approved_unseen(dans_form, propose, harbour):
    assert propose("systolic", normal_high="125").status_code == 302
    assert ProposedStandard.objects.count() == 1
    answer = dans_form.fill(decision="approved").send()
    assert answer.status_code == 409
    assert "90–125" in answer.text
    assert present(harbour) == DEFAULTS


def test_a_decision_is_taken_once(dans_form, waiting, harbour, dan, signed_in):
    again = opened(signed_in(dan), decision_of(waiting))
    dans_form.fill(decision="approved").send()
    assert dans_form.send().status_code == 302, "the same form sent again is answered"
    assert again.fill(decision="turned-down", reason="Late").send().status_code == 404
    assert ProposedStandard.objects.get().decision == Decision.APPROVED
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        ProposedStandard.objects.update(reason="other")


def test_two_parts_that_are_approved_both_hold(dans_form, propose, harbour, dan, signed_in):
    dans_form.fill(decision="approved").send()
    assert propose("pain", asked="children").status_code == 302
    opened(signed_in(dan), decision_of(ProposedStandard.objects.get(part="pain"))).fill(
        decision="approved"
    ).send()
    assert present(harbour).approved.keys() == {"systolic", "pain"}
    assert present(harbour).asked["pain"] == {"children"}


def test_a_default_is_approved_as_it_is(propose, harbour, dan, signed_in):
    assert propose("pulse").status_code == 302
    opened(signed_in(dan), decision_of(ProposedStandard.objects.get())).fill(decision="approved").send()
    assert present(harbour).signs["pulse"].normal == DEFAULTS.signs["pulse"].normal
    assert "pulse" in present(harbour).approved


@pytest.mark.parametrize(
    ("part", "typed", "words"),
    [
        ("systolic", {"normal_high": "89"}, "It must be above the lower one."),
        (
            "systolic",
            {"normal_high": "260", "critical_high": "270"},
            "A normal value would have to be confirmed",
        ),
        ("systolic", {"critical_high": "139"}, "What is critical must lie outside what is normal."),
        ("systolic", {"soft_high": "400"}, "cannot be: possible is 20 to 350 mmHg."),
        ("systolic", {"normal_low": ""}, "Fill this in."),
        ("systolic", {"source": ""}, "Fill this in."),
        ("systolic", {"reason": ""}, "Fill this in."),
        ("temperature", {"normal_high": "37.95"}, "decimal"),
        ("zero", {"due": "13"}, "It cannot be overdue before it is due."),
        ("zero", {"due": "1", "due_unit": "min"}, "cannot be: possible is 5 to 10080 min."),
        (
            "zero",
            {"due": "3", "overdue": "3"},
            "After a higher score one never waits longer than after a lower one.",
        ),
        (
            "seven_or_more",
            {"due": "2", "due_unit": "h", "overdue": "2", "overdue_unit": "h"},
            "one never waits longer",
        ),
        ("pain", {"asked": "everybody"}, "Select a valid choice"),
        ("muac", {"asked": "adults"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_proposes_nothing(part, typed, words, propose):
    answer = propose(part, **typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert not ProposedStandard.objects.exists()


@pytest.mark.parametrize("typed", group("Q"))
def test_hostile_numbers_are_refused_or_coherent(typed, propose):
    answer = propose("temperature", normal_low=typed, critical_low="", soft_low="10")
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        low, high = ProposedStandard.objects.get().proposed["normal"]
        assert float(low) < float(high)
        json.dumps(ProposedStandard.objects.get().proposed)


@pytest.mark.parametrize("person", ["freda", "nadia", "petra", "lars"])
def test_everybody_reads_and_nobody_else_is_led_to_forms(person, request, waiting, signed_in):
    page = signed_in(request.getfixturevalue(person)).get(PAGE).text
    assert "90–139" in page
    assert form_of("pulse") not in page
    assert decision_of(waiting) not in page


def test_two_proposals_for_one_part_never_wait(waiting, harbour):
    with pytest.raises(IntegrityError), transaction.atomic():
        propose_standard(
            facility=harbour,
            part="systolic",
            proposed=waiting.proposed,
            reason="again",
            by=Actor(user=uuid4()),
        )


def test_what_came_out_of_order_while_it_waited_cannot_be_approved(propose, harbour, dan, signed_in):
    propose("one_to_four", due="8", overdue="10")
    decide(harbour, zero={"due": 360, "overdue": 360})
    waiting = ProposedStandard.objects.get()
    answer = opened(signed_in(dan), decision_of(waiting)).fill(decision="approved").send()
    assert answer.status_code == 422
    assert "After a higher score one would wait longer than after a lower one." in answer.text
    waiting.refresh_from_db()
    assert waiting.decision == Decision.WAITING
