"""The base view of forms: GET shows, POST validates and calls one service, once, over nobody's work."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from features.foundation.access.models import User
from features.foundation.access.requests import SignedInRequest
from features.foundation.drafts.services import forget_saved
from features.foundation.records.models import BaseRecord, SavedForm
from features.foundation.records.saving import (
    CHANGED,
    CREATED,
    SavedOtherwise,
    StaleVersion,
    save_once,
    was_saved,
)
from features.foundation.ui import formats
from features.foundation.ui.draft_views import DraftingView, Offer
from features.foundation.ui.fields.signatures import SignatureField
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.responses import respond, wants_fragment

CHECKS = "check/"
"""What is added to the address of a form where its fields are checked."""
SAID = "components/forms/said.html"
"""What stands under a field: its errors and warnings."""


class MedicalFormView(DraftingView):
    """A form at its own address: shown in the place of a region or as a page, saved by one service.

    Subclasses declare `form_class`, `region` and `heading`, say which `subject` it is about (none: something new),
    `save` by a service, and answer with what is `done`.
    """

    form_class: type[MedicalBaseForm]
    page = "pages/form.html"
    heading: str | Promise = ""
    save_words: str | Promise = _("Save")
    saved_words: str | Promise = _("Saved")
    announces: tuple[str, ...] = ()
    """Events for the regions of the page that show what was saved."""
    said_on = ""
    """NEXT_PAGE where a save leads to another page, which says that it was saved."""
    refusals: dict[str, tuple[str | None, str | Promise]] = {}
    """By constraint of the database: the field and the words for what it refuses."""
    checks_only = False
    """Whether this address only tells whether the field that was just left can be taken; nothing is written."""

    @cached_property
    def subject(self) -> BaseRecord | None:
        """What the form is about; None for something new."""
        return None

    def save(self, form: Any) -> BaseRecord:
        """Calls the one service with `form.values`; returns what was written."""
        raise NotImplementedError

    def done(self) -> HttpResponse:
        """The answer to HTMX after a save: the region that shows what was saved."""
        raise NotImplementedError

    def back_url(self) -> str:
        """Where a plain form leads after a save, and "Cancel" without HTMX."""
        raise NotImplementedError

    @property
    def form_path(self) -> str:
        """The address of the form, for which its key and token are good."""
        return self.request.path.removesuffix(CHECKS) if self.checks_only else self.request.path

    def check_path(self) -> str:
        """Where a field is checked when it is left (`form_paths` makes both addresses); nothing where no field is."""
        return f"{self.form_path}{CHECKS}" if self.form_class.checked_on_blur else ""

    def form(self, data: Any = None) -> MedicalBaseForm:
        form = self.form_class(
            data,
            files=None if data is None else self.request.FILES,
            user=self.request.user,
            path=self.form_path,
            record=self.subject,
            check_path=self.check_path(),
            auto_id=f"{self.region_id}-%s",
            **self.form_facts(),
        )
        for field in form.fields.values():
            if isinstance(field, SignatureField):
                field.ask(self.request)
        return form

    @property
    def region_id(self) -> str:
        feature, _partials, file = self.region.split("/")
        return f"{feature}-{file.removesuffix('.html')}"

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if self.checks_only:
            return HttpResponseNotAllowed(["POST"])
        form = self.form()
        self.record("read")
        return self.show(form, offers=self.offers())

    def post(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if not self.checks_only and (answer := self.about_drafts()):
            return answer
        form = self.form(request.POST)
        if self.checks_only:
            return self.check(form)
        if not form.is_valid() or form.asks_confirmation:
            return self.show(form, status=422)
        try:
            saved, is_new = self.save_once(form)
        except StaleVersion as stale:
            form.conflict(stale.present, who=name_of(stale.present))
            return self.show(form, status=409)
        except SavedOtherwise as otherwise:
            return self.show_saved_otherwise(form, otherwise.earlier)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.show(form, status=422)
        except IntegrityError as error:
            self.explain(error, form)
            return self.show(form, status=422)
        if not is_new:
            self.record("read", reason="the form was sent again")
        return self.answer(saved)

    @property
    def is_sent_again(self) -> bool:
        """Whether this very form was saved: it is answered, even if what it is about may not be changed any more."""
        return was_saved(by=self.request.user.public_id, key=self.request.POST.get("form_key", ""))

    def check(self, form: MedicalBaseForm) -> HttpResponse:
        """What is to be said of the field that was just left: an error, a warning, or nothing."""
        name = self.request.htmx.trigger_name or ""  # type: ignore[attr-defined]  # by HtmxMiddleware
        if name not in form.checked_on_blur or name not in form.fields:
            raise Http404
        form.is_valid()
        warned = [warning for field, warning in form.soft if field == name]
        said = {"field": form[name], "warned": warned}
        return respond(self.request, page=SAID, region=SAID, context=said)

    @property
    def left_field(self) -> str:
        """The name of the input that was just left."""
        return self.request.htmx.trigger_name or ""  # type: ignore[attr-defined]  # by HtmxMiddleware

    def save_once(self, form: MedicalBaseForm) -> tuple[SavedForm, bool]:
        """What was saved, and whether it was just now."""
        written: list[BaseRecord] = []

        def write() -> BaseRecord:
            written[:] = [self.save(form)]
            forget_saved(place=self.place_of(form.key), sequence=self.sequence)
            return written[0]

        saved = save_once(
            key=form.key,
            digest=form.digest,
            by=self.request.user.public_id,
            request_id=self.actor.request_id,
            status=CHANGED if self.subject else CREATED,
            confirmed=form.confirmed,
            write=write,
        )
        return saved, bool(written)

    def show_typed(self, form: MedicalBaseForm) -> HttpResponse:
        form.forgive()
        if self.subject is None or form.loaded.version == self.subject.version:
            return self.show(form)
        form.conflict(self.subject, who=name_of(self.subject))
        return self.show(form, status=409)

    def show(self, form: MedicalBaseForm, *, status: int = 200, offers: Sequence[Offer] = ()) -> HttpResponse:
        """The form as it stands, with everything that was typed."""
        if "form_key" in form.errors:
            form.fresh_key()
        if not offers:
            form.place_cursor()
        return self.respond(
            {
                "form": form,
                "heading": self.heading,
                "save_words": self.save_words,
                "back_url": self.back_url(),
                "offers": offers,
                **self.around(),
            },
            status=status,
        )

    def around(self) -> dict[str, Any]:
        """What else the form's template reads."""
        return {}

    def show_saved_otherwise(self, form: MedicalBaseForm, earlier: SavedForm) -> HttpResponse:
        """The same form was saved before with another content: it shows what stands now, and can be saved anew."""
        if self.subject:
            form.conflict(self.subject, who=gettext("You"))
        forget_saved(place=self.place_of(form.key), sequence=self.sequence)  # it is kept under the new key
        form.fresh_key()
        form.saved_before = formats.moment(earlier.saved_at)
        return self.show(form, status=409)

    def explain(self, error: IntegrityError, form: MedicalBaseForm) -> None:
        """Turns what the database refused into words at the field; what nobody foresaw is a fault of ours."""
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if name not in self.refusals:
            raise error
        field, words = self.refusals[name]
        form.add_error(field, str(words))

    def answer(self, saved: SavedForm) -> HttpResponse:
        """What was saved, said in words with the time."""
        at = formats.clock_time(saved.saved_at)
        words = gettext("%(what)s, %(at)s.") % {"what": self.saved_words, "at": at}
        messages.success(self.request, words, extra_tags=self.said_on)
        if wants_fragment(self.request):
            return self.done()
        return redirect(self.back_url())


def form_paths(route: str, view: type[MedicalFormView], name: str) -> list[URLPattern]:
    """The address of a form, and the one where each field of `checked_on_blur` is checked as soon as it is left."""
    checks = path(f"{route}{CHECKS}", view.as_view(checks_only=True), name=f"check_{name}")
    return [path(route, view.as_view(), name=name), checks]


def name_of(record: BaseRecord) -> str:
    """Who changed a record last, as people call them."""
    author = record.updated_by
    people = User.objects.filter(public_id=author) if author else User.objects.none()
    return people.values_list("full_name", flat=True).first() or gettext("Another system")
