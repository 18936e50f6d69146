"""The score of what is being typed, and the decision for its scale 2."""

from functools import cached_property, partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.patients.views import PatientView
from features.vitals.facts import before_of
from features.vitals.forms import EndScale2Form, RecordVitalsForm, Scale2Form
from features.vitals.models import Scale2Order
from features.vitals.ordering import end_scale_2, order_scale_2
from features.vitals.regions.score import told_of
from features.vitals.views.recording import VitalsFormView


class Score(PatientView):
    """`…/vitals/score/`: NEWS2 of what stands in the form so far; nothing is written, nothing is complained about."""

    permission = "vitals.create"
    category = "vitals"
    page = "pages/patient_region.html"
    region = "vitals/partials/score.html"
    extends_session = True

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        before_at = partial(before_of, self.patient)
        form = RecordVitalsForm(request.POST, user=request.user, path=request.path, before_at=before_at)
        form.is_valid()
        self.record("read")
        return self.respond({"vitals_score": told_of(self.patient, form.so_far)})


class OrderScale2(VitalsFormView):
    """`…/vitals/scale-2/`: that saturation is scored on scale 2, by whom and why."""

    permission = "vitals.create"
    form_class = Scale2Form
    region = "vitals/partials/order_scale_2.html"
    heading = _("Score SpO₂ on scale 2")
    save_words = _("Order scale 2")
    saved_words = _("Scale 2 ordered")

    def save(self, form: Scale2Form) -> Scale2Order:
        return order_scale_2(patient=self.patient, reason=form.values["reason"], by=self.actor)


class EndScale2(VitalsFormView):
    """`…/vitals/scale-2/end/`: that it is scored on scale 1 again."""

    permission = "vitals.change"
    form_class = EndScale2Form
    region = "vitals/partials/end_scale_2.html"
    heading = _("End scale 2")
    save_words = _("Score on scale 1 again")
    saved_words = _("Scale 2 ended")

    @cached_property
    def subject(self) -> Scale2Order:
        orders = Scale2Order.objects.filter(patient=self.patient)
        found = orders.order_by("-decided_at", "-id").first()
        if found is None or (found.ended_at and not self.is_sent_again):
            self.record("read", outcome=Outcome.REFUSED, reason="scale 2 is not ordered")
            raise Http404
        return found

    def save(self, form: EndScale2Form) -> Scale2Order:
        return end_scale_2(
            order=self.subject, version=form.loaded.version, reason=form.values["reason"], by=self.actor
        )
