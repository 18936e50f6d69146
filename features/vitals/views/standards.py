"""The standards of a facility: everybody reads them, an administrator proposes others, a physician decides."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome, Purpose
from features.foundation.ui.leading_forms import LeadingFormView
from features.foundation.ui.views import SIGNED_IN, MedicalBaseView
from features.vitals.deciding import (
    SETTINGS,
    approve_standard,
    propose_otherwise,
    propose_standard,
    turn_down_standard,
)
from features.vitals.forms.standards import DecideStandardForm, ProposeStandardForm, form_of
from features.vitals.models import Decision, ProposedStandard
from features.vitals.regions.standards import compare, names_of, part_words, show_standards


class StandardsView(MedicalBaseView):
    """A view of what holds at the person's facility; what is done there is done to run it."""

    category = SETTINGS

    def record(self, action: str, **details) -> None:
        super().record(action, purpose=Purpose.OPERATIONS, **details)


class Standards(StandardsView):
    """`/settings/vital-signs/`: limits, what is asked and due times, each with its source and who approved it."""

    permission = SIGNED_IN
    page = "pages/vitals_standards.html"
    region = "vitals/partials/standards.html"

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        shown = show_standards(request.user)
        self.record("read")
        return self.respond(shown)


class StandardFormView(StandardsView, LeadingFormView):
    """A form about a standard; saved, all of them are shown."""

    page = "pages/vitals_standard.html"

    def back_url(self) -> str:
        return reverse("vitals:standards")


class ProposeStandard(StandardFormView):
    """`…/<part>/`: what is to hold for a sign or a level; the proposal that waits, where there is one."""

    permission = "settings.change"
    region = "vitals/partials/propose_standard.html"
    save_words = _("Propose it")
    saved_words = _("Proposed: a physician decides")
    refusals = {
        "one_standard_of_a_part_waits": (
            None,
            _("Somebody proposed something else for this meanwhile. Open it again to see that."),
        ),
    }

    @property
    def part(self) -> str:
        return self.kwargs["part"]

    @property
    def heading(self) -> str | Promise:  # type: ignore[override]
        return part_words(self.part)

    @property
    def form_class(self) -> type[ProposeStandardForm]:  # type: ignore[override]
        return form_of(self.part)

    @cached_property
    def subject(self) -> ProposedStandard | None:
        waiting = ProposedStandard.objects.visible_to(self.request.user).waiting()
        return waiting.filter(part=self.part).first()

    def save(self, form: ProposeStandardForm) -> ProposedStandard:
        facility, told = (
            self.request.user.facility,
            {"proposed": form.proposed, "reason": form.values["reason"]},
        )
        if facility is None:
            raise PermissionDenied
        if self.subject is None:
            return propose_standard(facility=facility, part=self.part, by=self.actor, **told)
        return propose_otherwise(standard=self.subject, version=form.loaded.version, by=self.actor, **told)

    def around(self) -> dict[str, Any]:
        return {"waiting": self.subject}


class DecideStandard(StandardFormView):
    """`…/proposals/<id>/`: the old and the new side by side; approved it holds at once. One's own is not decided."""

    permission = "settings.approve"
    form_class = DecideStandardForm
    region = "vitals/partials/decide_standard.html"
    heading = _("Your decision")
    save_words = _("Save decision")
    saved_words = _("Decision saved")

    @cached_property
    def subject(self) -> ProposedStandard:
        visible = ProposedStandard.objects.visible_to(self.request.user)
        found = visible.filter(public_id=self.kwargs["standard"]).first()
        if found is None or (found.decision != Decision.WAITING and not self.is_sent_again):
            self.record("read", outcome=Outcome.REFUSED, reason="does not wait at this facility")
            raise Http404
        if found.proposed_by == self.request.user.public_id:
            self.refuse("one's own proposal")
        return found

    def save(self, form: DecideStandardForm) -> ProposedStandard:
        about = {"standard": self.subject, "version": form.loaded.version, "by": self.actor}
        if form.values["decision"] == Decision.APPROVED:
            return approve_standard(**about)
        return turn_down_standard(reason=form.values["reason"], **about)

    def around(self) -> dict[str, Any]:
        by = self.subject.proposed_by
        return {
            "standard": self.subject,
            "name": part_words(self.subject.part),
            "compared": compare(self.subject),
            "proposed_by": names_of([by]).get(by, ""),
        }
