"""The forms by which a frequency of sets is ordered, changed and ended."""

from functools import cached_property

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from features.foundation.audit.models import Outcome
from features.patients.views import PatientFormView
from features.vitals import regions
from features.vitals.events import VITALS_CHANGED
from features.vitals.forms import EndFrequencyForm, FrequencyForm
from features.vitals.frequency import end_frequency, order_frequency, replace_frequency
from features.vitals.models import FrequencyOrder


class FrequencyView(PatientFormView):
    """A form about how often a set is taken."""

    permission = "vitals.create"
    category = "vitals"
    heading = _("How often a set is taken")
    saved_words = _("Frequency ordered")
    announces = (VITALS_CHANGED,)
    shows = regions.LATEST


class OrderFrequency(FrequencyView):
    """How often a set is to be taken, where nobody has said so yet."""

    form_class = FrequencyForm
    region = "vitals/partials/order_frequency.html"

    def save(self, form: FrequencyForm) -> FrequencyOrder:
        return order_frequency(
            patient=self.patient, every=form.minutes, reason=form.values["reason"], by=self.actor
        )


class OneFrequency(FrequencyView):
    """A form about an order that holds."""

    @cached_property
    def subject(self) -> FrequencyOrder:
        """What has ended is not changed any more; the form that ended it is answered again if its answer was lost."""
        found = self.own(FrequencyOrder.objects.all(), self.kwargs["order"])
        if found.ended_at and not self.request.POST:
            self.record("read", outcome=Outcome.REFUSED, reason="the order has ended")
            raise Http404
        return found


class ReplaceFrequency(OneFrequency):
    """Another frequency in the place of the one that is ordered."""

    form_class = FrequencyForm
    region = "vitals/partials/replace_frequency.html"

    def save(self, form: FrequencyForm) -> FrequencyOrder:
        return replace_frequency(
            order=self.subject,
            version=form.loaded.version,
            every=form.minutes,
            reason=form.values["reason"],
            by=self.actor,
        )


class EndFrequency(OneFrequency):
    """That sets are no longer taken so often."""

    form_class = EndFrequencyForm
    region = "vitals/partials/end_frequency.html"
    heading = _("End the ordered frequency")
    save_words = _("End it")
    saved_words = _("Frequency ended")

    def save(self, form: EndFrequencyForm) -> FrequencyOrder:
        return end_frequency(
            order=self.subject, version=form.loaded.version, reason=form.values["reason"], by=self.actor
        )
