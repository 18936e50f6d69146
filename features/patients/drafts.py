"""What a person typed and did not save, as their own list shows it: about whom, on which form, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import Resolver404, resolve
from django.utils.functional import Promise

from features.foundation.access.models import User
from features.foundation.drafts.models import Draft
from features.foundation.drafts.sealing import CannotBeOpened
from features.foundation.drafts.services import content_of
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.unsaved import as_sent, left_over, not_saved, words_typed
from features.patients.models import Patient
from features.patients.reading import visible_ids


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A draft with what a person has to know of it; `said` are its fields in words, nothing if it does not open."""

    draft: Draft
    patient: Patient | None
    heading: str | Promise
    said: list[tuple[str, str]]

    @property
    def is_about_somebody_hidden(self) -> bool:
        """Whether it is about a patient whom the person may not see any more."""
        return self.draft.patient is not None and self.patient is None


def unsaved(drafts: Iterable[Draft], user: User) -> list[Unsaved]:
    """Each draft with the patient it is about, if the person may still see them, and without a word of it if not."""
    held = list(drafts)
    patients = _visible(user, {draft.patient for draft in held if draft.patient})
    return [_told(draft, patients.get(draft.patient), user) for draft in held]


def _visible(user: User, wanted: set[UUID]) -> dict[UUID | None, Patient]:
    seen = visible_ids(user, wanted) if wanted else set()
    return (
        {patient.public_id: patient for patient in Patient.objects.filter(public_id__in=seen)} if seen else {}
    )


def _told(draft: Draft, patient: Patient | None, user: User) -> Unsaved:
    view = view_of(draft.path)
    heading = view.heading if view else ""
    if view is None or (draft.patient and patient is None):
        return Unsaved(draft, patient, heading, [])
    try:
        typed = content_of(draft=draft)
    except CannotBeOpened:
        return Unsaved(draft, patient, heading, [])
    form = view.form_class(as_sent(typed), user=user, path=draft.path)
    said = [(str(form.fields[name].label), words_typed(form, name)) for name in not_saved(form)]
    return Unsaved(draft, patient, heading, [*said, *left_over(view.form_class, typed).items()])


def view_of(path: str) -> type[MedicalFormView] | None:
    """The form that has this address; None for one that this release does not have."""
    try:
        view = getattr(resolve(path).func, "view_class", None)
    except Resolver404:
        return None
    return view if isinstance(view, type) and issubclass(view, MedicalFormView) else None
