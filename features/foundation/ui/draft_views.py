"""What every form does with drafts: keeps what is typed, offers what was typed before, restores it, throws it away."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseForbidden, JsonResponse
from django.utils.translation import gettext

from features.foundation.drafts.models import Draft
from features.foundation.drafts.sealing import CannotBeOpened
from features.foundation.drafts.services import (
    Late,
    Place,
    content_of,
    discard,
    drafts_of,
    keep,
    kept_state,
    take_over,
)
from features.foundation.drafts.typed import Typed, Unreadable, read
from features.foundation.records.clock import now
from features.foundation.records.identifiers import new_public_id
from features.foundation.ui import formats
from features.foundation.ui.conflicts import words_of
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.unsaved import as_sent, is_kept, left_over, not_saved, typed_into, words_typed
from features.foundation.ui.views import MedicalBaseView

MOST_OFFERED = 3
HIGHEST = 2**63
"""Numbers of states are below: the milliseconds since 1970, or one more than the last."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A field of a draft, in words: what was typed, and what stands in the record now."""

    label: str
    typed: str
    now: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that was typed into this form and not saved."""

    public_id: UUID
    at: str
    fields: int
    compared: list[Compared]


class DraftingView(MedicalBaseView):
    """The part of a form's view that knows drafts; what is about the form itself is said by MedicalFormView."""

    form_class: type[MedicalBaseForm]
    subject: Any

    def form(self, data: Any = None) -> MedicalBaseForm:
        raise NotImplementedError

    def form_facts(self) -> dict[str, Any]:
        """What the form has to know besides."""
        return {}

    def show_typed(self, form: MedicalBaseForm) -> HttpResponse:
        """The form as it stands, without a complaint; merged with what others changed meanwhile."""
        raise NotImplementedError

    def place_of(self, key: UUID) -> Place:
        return Place(
            by=self.actor, path=self.request.path, key=key, patient=self.patient_id, category=self.category
        )

    def about_drafts(self) -> HttpResponse | None:
        """The answer to whoever does something with a draft instead of saving."""
        sent = self.request.POST
        if "form_draft" in sent:
            return self.keep_draft()
        if "form_restore" in sent:
            return self.restore_draft(sent["form_restore"])
        if "form_discard" in sent:
            return self.discard_draft(sent["form_discard"])
        return None

    def keep_draft(self) -> HttpResponse:
        """Keeps what a browser says stands in the inputs now, and answers with the words for it.

        With the number of what is kept where that is newer, or not what the changes are of: the browser then sends
        everything under a higher number. 403 where somebody else has signed in meanwhile.
        """
        if self.request.POST.get("form_person") != str(self.request.user.public_id):
            return HttpResponseForbidden()
        try:
            place = self.place_of(UUID(self.request.POST.get("form_key", "")))
            sequence, base = self._number("form_draft"), self._number("form_base")
            before = kept_state(place=place, sequence=base)
            told = self.request.POST.get("form_typed", "")
            typed = read(told, before=before, is_kept=is_kept(self.form_class))
            fields = len(not_saved(self.blank(typed)))
            keep(place=place, typed=typed, sequence=sequence, fields=fields)
        except Late as late:
            return JsonResponse({"sequence": late.sequence})
        except (Unreadable, ValueError):
            return HttpResponseBadRequest()
        at = formats.clock_time(now())
        return JsonResponse({"said": gettext("Draft saved %(time)s") % {"time": at} if fields else ""})

    def restore_draft(self, told: str) -> HttpResponse:
        """The form as it stood in a draft; what was typed here meanwhile becomes a draft instead."""
        here = self.form(self.request.POST)
        self._keep_typed(here)
        place = self.place_of(new_public_id())
        try:
            draft = take_over(draft=UUID(told), place=place)
        except (ValueError, Draft.DoesNotExist, CannotBeOpened):
            here.draft_gone = True
            return self.show_typed(here)
        restored = self.form(as_sent(content_of(draft=draft), form_key=str(place.key)))
        restored.drafted_at = formats.when(draft.kept_at)
        return self.show_typed(restored)

    def discard_draft(self, told: str) -> HttpResponse:
        try:
            discard(draft=UUID(told), of=self.request.user.public_id, by=self.actor, category=self.category)
        except ValueError:
            return HttpResponseBadRequest()
        return self.show_typed(self.form(self.request.POST))

    def offers(self) -> list[Offer]:
        """What the person typed into this form before, anywhere, and did not save."""
        held = drafts_of(by=self.request.user.public_id).filter(path=self.request.path)[:MOST_OFFERED]
        return [offer for offer in map(self._offer, held) if offer]

    def _offer(self, draft: Draft) -> Offer | None:
        try:
            typed = content_of(draft=draft)
        except CannotBeOpened:
            return None
        form = self.blank(typed)
        stands = form.shown_of(self.subject) if self.subject else {}
        compared = [
            Compared(
                str(form.fields[name].label),
                words_typed(form, name),
                words_of(form.fields[name], stands.get(name)) if self.subject else "",
            )
            for name in not_saved(form)
        ]
        compared += [Compared(name, words, "") for name, words in left_over(self.form_class, typed).items()]
        return Offer(draft.public_id, formats.when(draft.kept_at), len(compared), compared)

    def blank(self, typed: Typed) -> MedicalBaseForm:
        """The form with what was typed, about no record: nothing is looked up."""
        user, path = self.request.user, self.request.path
        return self.form_class(as_sent(typed), user=user, path=path, **self.form_facts())

    def _keep_typed(self, form: MedicalBaseForm) -> None:
        fields = len(not_saved(form))
        try:
            key = UUID(self.request.POST.get("form_key", ""))
            if fields:
                keep(
                    place=self.place_of(key),
                    typed=typed_into(form),
                    sequence=self.sequence or 1,
                    fields=fields,
                )
        except (Late, ValueError):
            return  # what is kept already is newer, or the form is none of ours

    @property
    def sequence(self) -> int:
        """The number of the state that was sent to be saved; 0 without JavaScript."""
        try:
            return self._number("form_sequence")
        except ValueError:
            return 0

    def _number(self, name: str) -> int:
        number = int(self.request.POST.get(name) or 0)
        if not 0 <= number < HIGHEST:
            raise ValueError(name)
        return number
