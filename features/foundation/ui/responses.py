"""The one way out: every answer of a view is a page or a fragment, decided here and nowhere else."""

import json
from collections.abc import Iterable
from hashlib import blake2b

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from features.foundation.access.requests import SignedInRequest
from features.foundation.records.meter import spent_on

NEXT_PAGE = "next-page"
"""The tag of a message for the page to which an answer leads."""


def wants_fragment(request: HttpRequest) -> bool:
    """HTMX asks for a fragment, except when it restores a page of the history."""
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.history_restore_request)


def etag_of(request: SignedInRequest, *content: object, path: str = "") -> str:
    """The ETag of a region: its content or version keys, the rights, language, zone and standards, the query, the
    release.

    `path` is the region's own address, where a page that composes it asks.
    """
    person = request.user
    seen_as = (
        settings.RELEASE,
        get_language(),
        person.public_id,
        sorted(person.permissions),
        person.facility and (person.facility.time_zone, person.facility.standards),
        path or request.get_full_path(),
    )
    return f'"{blake2b(repr((seen_as, content)).encode(), digest_size=12).hexdigest()}"'


def is_unchanged(request: HttpRequest, etag: str) -> bool:
    """Whether the region on the screen is still the present one."""
    return request.method == "GET" and request.headers.get("If-None-Match") == etag


def not_modified(etag: str) -> HttpResponse:
    """304: nothing new is shown, so nothing is audited."""
    response = HttpResponseNotModified(headers={"ETag": etag})
    patch_vary_headers(response, ["HX-Request"])
    return response


def _said_here(request: HttpRequest) -> list[Message]:
    """The messages for the page on the screen; one for the next page is not spent on regions of the last."""
    waiting = list(messages.get_messages(request))
    later = [one for one in waiting if one.extra_tags == NEXT_PAGE]
    for one in later:
        messages.add_message(request, one.level, one.message, extra_tags=NEXT_PAGE)
    return [one for one in waiting if one not in later]


def respond(
    request: HttpRequest,
    *,
    page: str,
    region: str,
    context: dict,
    etag: str = "",
    status: int = 200,
    events: Iterable[str] = (),
) -> HttpResponse:
    """The fragment `region` for HTMX, the document `page` for everyone else, with the same context.

    `events` are names for `HX-Trigger`; they fire on the body and carry nothing. Messages follow a
    fragment out of band.
    """
    fragment = wants_fragment(request)
    context = {**context, "etag": etag, "region": region, "is_fragment": fragment}
    with spent_on("drawing"):
        html = render_to_string(region if fragment else page, context, request)
    if fragment and (waiting := _said_here(request)):
        html += render_to_string(
            "components/toasts.html", {"messages": waiting, "out_of_band": True}, request
        )
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ["HX-Request"])
    if fragment and etag:
        response["ETag"] = etag
    if names := list(events):
        response["HX-Trigger"] = json.dumps({name: {"target": "body"} for name in names})
    if settings.SHOW_WORKINGS:
        response["X-Region"] = region if fragment else page
    return response
