"""At the door of every request: is the session still within its limits, is somebody signed in, which zone is
it in."""

from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string

from features.foundation.access import sessions
from features.foundation.access.here import working_at

ENDS_IN = "Session-Ends-In"
"""The header that says how many seconds a session still has; a page hides itself when they are over."""

MACHINE_TYPES = ("text/event-stream", "application/json", "application/fhir+json")


class NextSessionMiddleware:
    """Takes the cookie of a session away when somebody signs out, and never else.

    Django takes it away with every answer to a session that is over. A slow one, which arrives after somebody has
    signed in again over the page, would take the new session's. The cookie of a session that is over opens nothing.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None and not cookie.value and not _signs_out(request):
            del response.cookies[settings.SESSION_COOKIE_NAME]
        return response


def _signs_out(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name == settings.SIGN_OUT_URL


class SessionLimitsMiddleware:
    """Ends a session after 15 minutes without activity and after 12 hours, whatever kind of request asks.

    Only the URL names that `settings.ACTIVITY_URL_NAMES` points to count as activity: a poll, a region or
    the event stream never keeps a session alive, and no header or parameter can. A region that is a page as well
    says by its ETag that it only refreshes itself: nobody need sit before it. Each answer says how long the session
    still lasts.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response
        self.activity = import_string(settings.ACTIVITY_URL_NAMES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if sessions.is_signed_in(request.session) and (why := sessions.why_over(request.session)):
            request.session.flush()
            return to_sign_in(request, because=why)
        response = self.get_response(request)
        if sessions.is_signed_in(request.session):
            response[ENDS_IN] = str(sessions.seconds_left(request.session))
        return response

    def process_view(self, request, view, args, kwargs) -> None:
        refreshes_itself = "If-None-Match" in request.headers
        is_activity = request.resolver_match.view_name in self.activity and not refreshes_itself
        if is_activity and sessions.is_signed_in(request.session):
            sessions.note_activity(request.session)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Everything but the views marked as public asks for a sign-in, in the way that the asker understands."""

    def handle_no_permission(self, request, view_func):
        return to_sign_in(request)


class FacilityZoneMiddleware:
    """Shows times as the clocks on the wall of the person's facility do, and what is judged by its standards;
    `request.facility` is that facility."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        request.facility = getattr(request.user, "facility", None)
        if request.facility is None:
            return self.get_response(request)
        with working_at(request.facility), timezone.override(ZoneInfo(request.facility.time_zone)):
            return self.get_response(request)


def to_sign_in(request: HttpRequest, because: str = "") -> HttpResponse:
    """Sends a person to the sign-in page and back afterwards; tells a machine 401.

    HTMX would put a redirect's page into a region, so it is told to send the whole page.
    """
    if not is_htmx(request) and _is_machine(request):
        return _private(HttpResponse(status=401))
    return whole_page_to(request, settings.LOGIN_URL, {"because": because, "next": _way_back(request)})


def whole_page_to(request: HttpRequest, url_name, query: dict[str, str]) -> HttpResponse:
    """Redirects the whole page, also when only a region of it asked."""
    filled = urlencode({key: value for key, value in query.items() if value}, safe="/")
    url = resolve_url(url_name) + (f"?{filled}" if filled else "")
    if is_htmx(request):
        return _private(HttpResponse(status=401, headers={"HX-Redirect": url}))
    return _private(HttpResponseRedirect(url))


def is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _is_machine(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "text/html" not in accepted and any(kind in accepted for kind in MACHINE_TYPES)


def _way_back(request: HttpRequest) -> str:
    """Where to go after the sign-in: the page that was being read. Nothing for a form that was being sent."""
    if is_htmx(request):
        return _path_of(request, request.headers.get("HX-Current-URL", ""))
    if request.method not in ("GET", "HEAD"):
        return ""
    path = request.get_full_path()
    return "" if path == "/" else path


def _path_of(request: HttpRequest, url: str) -> str:
    """The path and query of a page of ours (it never holds a name); nothing of a foreign or broken address."""
    if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response
