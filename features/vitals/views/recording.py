"""The forms that record, correct and withdraw sets, and what takes the last one back."""

from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome
from features.foundation.ui.formats import moment
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.leading_forms import LeadingFormView
from features.foundation.ui.responses import respond
from features.patients.views import PatientFormView, PatientView
from features.vitals import regions
from features.vitals.events import VITALS_CHANGED
from features.vitals.facts import before_of
from features.vitals.forms import CorrectVitalsForm, RecordVitalsForm, WithdrawVitalsForm
from features.vitals.lines import dress, line_of
from features.vitals.models import VitalSigns
from features.vitals.recording import (
    correct_vitals,
    record_vitals,
    standing_for,
    undo_vitals,
    withdraw_vitals,
)
from features.vitals.regions.last_sets import show_last_sets
from features.vitals.regions.score import told_of
from features.vitals.rules import SetStatus

SAID = "vitals/partials/said.html"


class VitalsFormView(LeadingFormView, PatientFormView):
    """A form about sets of a patient: saved, the flowsheet opens with what was saved."""

    category = "vitals"
    announces = (VITALS_CHANGED,)
    shows = regions.LATEST
    edits = _("vital signs")

    def back_url(self) -> str:
        return reverse("vitals:flowsheet", args=[self.patient.public_id])

    def around(self) -> dict[str, Any]:
        return {**super().around(), "closes_to": "", "closes_id": ""}


class RecordVitals(VitalsFormView):
    """`/patients/<public_id>/vitals/record/`: a new set, with its score beside it."""

    permission = "vitals.create"
    page = "pages/vitals_record.html"
    form_class: type[RecordVitalsForm] = RecordVitalsForm
    region = "vitals/partials/record.html"
    heading = _("Record vitals")
    save_words = _("Save vitals")
    saved_words = _("Vitals saved")
    check_name = "vitals:check"

    def form_facts(self) -> dict[str, Any]:
        return {"before_at": partial(before_of, self.patient, but=self.subject.pk if self.subject else None)}

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if "form_fix" in request.POST:
            return self.mend(request.POST["form_fix"])
        return super().post(request, *args, **kwargs)

    def mend(self, kind: str) -> HttpResponse:
        """The form with what a slip probably meant in the place of what was typed; nothing is saved."""
        form: Any = self.form(self.request.POST)
        form.is_valid()
        mended = self.form(form.mended(kind))
        mended.is_valid()
        return self.show(mended, status=422 if mended.errors else 200)

    def check(self, form: RecordVitalsForm) -> HttpResponse:  # type: ignore[override]
        """What is to be said of the field that was just left; a pressure is judged with its partner."""
        form.left = self.left_field.removesuffix("_unit")
        if form.left not in form.checked_on_blur or form.left not in form.fields:
            raise Http404
        form.is_valid()
        field = form[form.left]
        field.field.line = line_of(form, form.left)  # type: ignore[attr-defined]
        return respond(self.request, page=SAID, region=SAID, context={"field": field})

    def show(self, form: MedicalBaseForm, **kwargs) -> HttpResponse:
        if form.is_bound and not hasattr(form, "cleaned_data"):
            form.is_valid()
        dress(form)  # type: ignore[arg-type]
        self.typed = form.so_far  # type: ignore[attr-defined]
        return super().show(form, **kwargs)

    def around(self) -> dict[str, Any]:
        """The page's other regions are read where they are drawn: not beside the form alone."""
        score = SimpleLazyObject(lambda: told_of(self.patient, self.typed))
        return {
            **super().around(),
            "vitals_score": score,
            "vitals_last_sets": SimpleLazyObject(self.last_sets),
        }

    def last_sets(self) -> dict[str, Any]:
        shown = replace(regions.LAST_SETS, show=partial(show_last_sets, typed=self.typed))
        return shown.context(self.request, self.patient)[shown.key]

    def save(self, form: RecordVitalsForm) -> VitalSigns:
        return record_vitals(
            patient=self.patient,
            taken_at=form.values["taken_at"],
            signs=form.signs,
            not_measured=form.not_measurable,
            typed=form.typed,
            confirmed=form.confirmed_signs,
            by=self.actor,
        )


class OneSet(VitalsFormView):
    """A form about one set of the patient of the URL. What is sent of one that was corrected meanwhile meets the set
    that stands in its place."""

    permission = "vitals.amend"

    @cached_property
    def subject(self) -> VitalSigns:
        found = self.own(VitalSigns.objects.all(), self.kwargs["vitals"])
        if found.status == SetStatus.ENTERED_IN_ERROR and not self.request.POST:
            self.record("read", outcome=Outcome.REFUSED, reason="is entered in error")
            raise Http404
        return standing_for(found)

    def around(self) -> dict[str, Any]:
        """The form says of which set it is."""
        of = gettext("Set of %(at)s") % {"at": moment(self.subject.taken_at)}
        return {**super().around(), "lead": of}


class CorrectVitals(OneSet, RecordVitals):
    """`…/vitals/<set>/correct/`: what the set should have been; the old values stay to be seen."""

    permission = "vitals.amend"
    form_class = CorrectVitalsForm
    region = "vitals/partials/correct.html"
    heading = _("Correct vitals")
    save_words = _("Save correction")
    saved_words = _("Correction saved")

    def check_path(self) -> str:
        return reverse("vitals:check_correction", args=[self.patient.public_id, self.kwargs["vitals"]])

    def save(self, form: CorrectVitalsForm) -> VitalSigns:  # type: ignore[override]
        return correct_vitals(
            vitals=self.subject,
            version=form.loaded.version,
            values=form.corrected,
            typed={name: said for name, said in form.typed.items() if name in form.corrected},
            confirmed=form.confirmed_signs,
            reason=form.values["reason"],
            by=self.actor,
        )


class WithdrawVitals(OneSet):
    """`…/vitals/<set>/withdraw/`: a set that should not be there at all."""

    form_class = WithdrawVitalsForm
    region = "vitals/partials/withdraw.html"
    heading = _("This set is wrong")
    save_words = _("Enter in error")
    saved_words = _("Set entered in error")

    def save(self, form: WithdrawVitalsForm) -> VitalSigns:
        return withdraw_vitals(
            vitals=self.subject, version=form.loaded.version, reason=form.values["reason"], by=self.actor
        )


class UndoVitals(PatientView):
    """`…/vitals/<set>/undo/`: one press takes back what one has just saved."""

    permission = "vitals.create"
    category = "vitals"

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        found = VitalSigns.objects.filter(patient=self.patient, public_id=kwargs["vitals"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not a record of this patient")
            raise Http404
        try:
            undo_vitals(vitals=found, by=self.actor)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, gettext("Undone: the set is entered in error."))
        return redirect("vitals:flowsheet", self.patient.public_id)
