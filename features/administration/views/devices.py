"""The screens of displays: the list, one of them, adding one and revoking one."""

from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from features.administration.filters import DeviceFilter
from features.administration.forms import RegisterDeviceForm, RevokeDeviceForm
from features.administration.services import DISPLAYS, register_device, revoke_device
from features.administration.tables import DeviceTable
from features.foundation.access.devices import in_groups
from features.foundation.access.models import Device, Facility, User
from features.foundation.access.requests import SignedInRequest
from features.foundation.audit.models import Outcome, Purpose
from features.foundation.records.models import SavedForm
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.listing import Listing
from features.foundation.ui.views import MedicalBaseView, MedicalListView

DEVICE = "administration/partials/device.html"
TOKEN = "administration/partials/device_token.html"  # nosec B105  # the path of a template


class AdministrationView(MedicalBaseView):
    """A view of what an administrator looks after; what they do there is done to run the clinic."""

    category = DISPLAYS

    def record(self, action: str, **details) -> None:
        super().record(action, purpose=Purpose.OPERATIONS, **details)


class DeviceView(AdministrationView):
    """A view of one display of the person's own facility; any other is not found, and the refusal is recorded."""

    @cached_property
    def device(self) -> Device:
        visible = Device.objects.visible_to(self.request.user).select_related("facility", "sighting")
        found = visible.filter(public_id=self.kwargs["device"]).first()
        if found is None:
            self.record("read", outcome=Outcome.REFUSED, reason="not a display of this facility")
            raise Http404
        return found

    def shown(self) -> dict[str, Any]:
        """What stands of the display on its page."""
        return {
            "device": self.device,
            **self.names(),
            "may_revoke": self.request.user.may("settings.change") and not self.device.is_revoked,
        }

    def names(self) -> dict[str, str]:
        """Who added the display and who revoked it, as people call them."""
        added_by, revoked_by = self.device.created_by, self.device.revoked_by
        both = User.objects.filter(public_id__in=[by for by in (added_by, revoked_by) if by])
        people: dict[UUID | None, str] = dict(both.values_list("public_id", "full_name"))
        return {"added_by": people.get(added_by, ""), "revoked_by": people.get(revoked_by, "")}


class Devices(AdministrationView, MedicalListView):
    """The displays of the facility, those that were revoked included."""

    permission = "settings.read"
    page = "pages/devices.html"
    region = "administration/partials/device_listing.html"
    page_name = "administration:devices"
    region_name = "administration:device_listing"
    table = DeviceTable
    filterset = DeviceFilter

    def scope(self) -> QuerySet:
        return Device.objects.visible_to(self.request.user)

    def context(self, listing: Listing) -> dict[str, Any]:
        return {
            "listing": listing,
            "filter_form": partial(listing.filter_form, self.page_name),
            "may_add": self.request.user.may("settings.create"),
        }


class OneDevice(DeviceView):
    """One display: where it hangs, who added it, when it was last seen, whether it was revoked."""

    permission = "settings.read"
    page = "pages/device.html"
    region = DEVICE

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        shown = self.shown()
        self.record("read", object_kind="device", object_id=self.device.public_id)
        return self.respond(shown)


class RegisterDevice(AdministrationView, MedicalFormView):
    """A new display; its token is shown in the answer to this form and nowhere else."""

    permission = "settings.create"
    page = "pages/device.html"
    form_class = RegisterDeviceForm
    region = "administration/partials/register_device.html"
    heading = _("Add a display")
    save_words = _("Add the display")
    refusals = {
        "one_display_of_a_name": ("name", _("A display of this name is in use. Give this one another.")),
    }
    token = ""  # nosec B105  # until it is made

    @property
    def facility(self) -> Facility:
        """Where the person works; nobody has a permission who works nowhere."""
        if self.request.user.facility is None:
            raise PermissionDenied
        return self.request.user.facility

    def save(self, form: RegisterDeviceForm) -> Device:
        device, self.token = register_device(facility=self.facility, name=form.values["name"], by=self.actor)
        return device

    def answer(self, saved: SavedForm) -> HttpResponse:
        """The token, to be carried to the display; to the form sent again, that it was shown already."""
        self.region = TOKEN
        device = Device.objects.get(public_id=saved.object_id or "")
        wall = self.request.build_absolute_uri(reverse("wall"))
        return self.respond({"device": device, "groups": in_groups(self.token), "wall_address": wall})

    def around(self) -> dict[str, Any]:
        return {"facility": self.facility}

    def back_url(self) -> str:
        return reverse("administration:devices")


class RevokeDevice(DeviceView, MedicalFormView):
    """Asks once more, and revokes a display."""

    permission = "settings.change"
    page = "pages/device.html"
    form_class = RevokeDeviceForm
    region = "administration/partials/revoke_device.html"
    heading = _("Revoke a display")
    save_words = _("Revoke it")
    saved_words = _("Display revoked")

    @property
    def subject(self) -> Device:
        return self.device

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        if self.device.is_revoked:
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    def save(self, form: RevokeDeviceForm) -> Device:
        return revoke_device(device=self.device, version=form.loaded.version, by=self.actor)

    def done(self) -> HttpResponse:
        del self.device  # as it stands now
        self.region = DEVICE
        return self.respond(self.shown())

    def around(self) -> dict[str, Any]:
        return {"device": self.device}

    def back_url(self) -> str:
        return reverse("administration:device", args=[self.kwargs["device"]])
