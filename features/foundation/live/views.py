"""Whether `/live/` may open: an endless answer (server-sent events) that names what changed on the page that asks.

`serving` writes it. It ends with the session or with the right to see the page, and never extends the session.
"""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
)
from django.views.decorators.http import require_GET

from features.foundation.access.requests import SignedInRequest
from features.foundation.live.pages import Page
from features.foundation.live.serving import OPENED
from features.foundation.live.tickets import ForeignTicket, read


@require_GET
async def stream(request: HttpRequest) -> HttpResponse:
    """Opens the stream of the page whose ticket is `shows`.

    400 for a ticket that is not ours or not this person's. Under WSGI, where it would hold a thread for ever, the
    answer is 501.
    """
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=501)
    try:
        page = await sync_to_async(page_of)(request)  # type: ignore[arg-type]  # signed in, says the door
    except ForeignTicket:
        return HttpResponseBadRequest()
    request.scope[OPENED] = page  # type: ignore[index]  # a dict, whatever Django calls it
    return HttpResponse(
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def page_of(request: SignedInRequest) -> Page:
    """The page that the request is about, which opens no connection to the database that would outlive it."""
    ticket = read(request.GET.get("shows", ""), request.user)
    page = Page(request.session.session_key, str(request.user.public_id), ticket)
    connections.close_all()
    return page
