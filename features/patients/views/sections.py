"""The forms about the patient's own row, a section each, in the place of the region that shows them."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from features.foundation.ui.forms import MedicalBaseForm
from features.patients import regions
from features.patients.events import PATIENTS_CHANGED
from features.patients.forms import CareForm, IdentityForm
from features.patients.models import Patient
from features.patients.sections import change_care, change_identity
from features.patients.views.base import PatientFormView


class SectionView(PatientFormView):
    """A form that is saved into the identity of a patient."""

    permission = "demographics.change"
    category = "identity"
    announces = (PATIENTS_CHANGED,)
    shows = regions.WHO


class PatientSectionView(SectionView):
    """A form about some columns of the patient's own row."""

    @cached_property
    def subject(self) -> Patient:
        return self.patient

    def version_of(self, form: MedicalBaseForm) -> int:
        """Of the row as the form knew it; the present one where only other sections were changed since."""
        is_as_shown = form.shown_of(self.subject) == form.loaded.values
        return self.subject.version if is_as_shown else form.loaded.version


class ChangeIdentity(PatientSectionView):
    """Name, birth, sex, gender and marital status."""

    form_class = IdentityForm
    region = "patients/partials/change_identity.html"
    heading = _("Identity")
    saved_words = _("Identity saved")
    section, edits = "identity", _("identity")
    refusals = {
        "death_is_not_before_birth": ("birth_date", _("This is after the date of death.")),
        "time_of_death_is_not_before_birth": ("birth_date", _("This is after the time of death.")),
        "birth_date_is_possible": ("birth_date", _("Nobody who lives was born before 1850. Check the year.")),
    }

    def save(self, form: IdentityForm) -> Patient:
        return change_identity(
            patient=self.patient,
            version=self.version_of(form),
            identity=form.identity,
            former=form.former_use,
            by=self.actor,
        )


class ChangeCare(PatientSectionView):
    """Who cares for the patient, and in which language."""

    form_class = CareForm
    region = "patients/partials/change_care.html"
    heading = _("Provider and language")
    saved_words = _("Provider and language saved")
    section, edits = "care", _("provider and language")

    def save(self, form: CareForm) -> Patient:
        return change_care(patient=self.patient, version=self.version_of(form), care=form.care, by=self.actor)
