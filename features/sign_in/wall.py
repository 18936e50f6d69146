"""`/wall/`: where a display is opened once with its token, and where it stays.

A display is no person: it has no session and no idle limit, and this address is all that its token opens. Boards will
stand here; so far it says whose wall it is.
"""

from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View

from features.foundation.access.devices import forget_token, keep_token, note_seen, token_in
from features.foundation.access.models import Device
from features.foundation.records.clock import now
from features.foundation.ui.responses import respond
from features.sign_in import displays
from features.sign_in.forms import TokenForm

OWN_IDS = "wall-%s"


@method_decorator(login_not_required, name="dispatch")
class Wall(View):
    """A display that is known sees its wall, any other browser is asked for a token."""

    def get(self, request: HttpRequest) -> HttpResponse:
        token = token_in(request)
        if not token:
            return self.ask(self.form())
        device = displays.recognised(request, token)
        if device is None:
            return self.turn_away()
        note_seen(device)
        response = self.show(device)
        keep_token(response, token)
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        response = redirect("wall")
        keep_token(response, form.cleaned_data["token"])
        return response

    def turn_away(self) -> HttpResponse:
        """Says that the token opens nothing any more, and makes the browser forget it."""
        response = self.ask(self.form(), was_turned_away=True)
        forget_token(response)
        return response

    def form(self, data: QueryDict | None = None) -> TokenForm:
        return TokenForm(data, request=self.request, auto_id=OWN_IDS)

    def ask(self, form: TokenForm, *, status: int = 200, was_turned_away: bool = False) -> HttpResponse:
        return self.answer({"form": form, "was_turned_away": was_turned_away}, status=status)

    def show(self, device: Device) -> HttpResponse:
        with timezone.override(ZoneInfo(device.facility.time_zone)):
            return self.answer({"device": device, "now": now()})

    def answer(self, context: dict, *, status: int = 200) -> HttpResponse:
        return respond(
            self.request,
            page="pages/wall.html",
            region="sign_in/partials/wall.html",
            context=context,
            status=status,
        )
