"""Refusals and faults in plain words: a whole page for a visit, a small fragment for a region."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from features.foundation.ui.responses import wants_fragment

PAGES = {
    400: "pages/error_400.html",
    403: "pages/error_403.html",
    404: "pages/error_404.html",
    500: "pages/error_500.html",
    503: "pages/error_503.html",
}


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """The page of `status`, or its fragment where HTMX asked; that is shown at the region, not swapped into it."""
    if status < 500:
        template = "components/error_region.html" if wants_fragment(request) else PAGES[status]
        return HttpResponse(render_to_string(template, {"status": status}, request), status=status)
    template = "components/error_region.html" if wants_fragment(request) else PAGES[status]
    response = HttpResponse(render_to_string(template, {"status": status}), status=status)
    if status == 503:
        response["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 403)


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """503 where the database is away, 500 for everything else. Neither page asks the database anything."""
    fault = sys.exc_info()[1]
    return answer(request, 503 if isinstance(fault, OperationalError | InterfaceError) else 500)
