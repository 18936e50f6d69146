"""Five wrong passwords from one address, or five wrong codes of one person, close the door for 15 minutes.

Five wrong tokens of displays from one address close `/wall/` in the same way to those who type one.

django-axes counts, in PostgreSQL. It is told here by which name and by what it counts, and what the refused
person sees.
"""

import hmac
from hashlib import sha256

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext

from features.foundation.access.addresses import client_address

CODE_MARK = "second_factor"
CODE_PREFIX = "code:"
DISPLAYS = "display:any"
"""The name under which wrong tokens of displays are counted: a guess is not about a certain one."""
OF_A_DISPLAY = {"display": True}


def counted_name(request: HttpRequest | None, credentials: dict | None) -> str:
    """The name under which a failure is counted: a user's, or a fingerprint, as people type passwords as
    names."""
    credentials = credentials or {}
    if is_of_display(credentials):
        return DISPLAYS
    typed = credentials.get("username") or credentials.get("login") or ""
    if not typed and request is not None:
        typed = request.POST.get("login", "").strip()
    name = existing_name(typed) or _fingerprint(typed)
    return CODE_PREFIX + name if credentials.get(CODE_MARK) else name


def counted_by(request_or_attempt, credentials: dict | None = None) -> list:
    """Passwords by person and address, so that nobody locks a colleague out; codes by person, from
    wherever."""
    return ["username"] if (credentials or {}).get(CODE_MARK) else [["username", "ip_address"]]


def existing_name(typed: str) -> str:
    """The user name that was typed, if there is one; else nothing."""
    name = typed.strip().lower()
    if not name or "\0" in name:
        return ""
    return name if get_user_model().objects.filter(username=name).exists() else ""


def may_try_code(request: HttpRequest, user) -> bool:
    return AxesProxyHandler.is_allowed(request, _code_of(user))


def count_wrong_code(request: HttpRequest, user) -> None:
    user_login_failed.send(sender=__name__, credentials=_code_of(user), request=request)


def refuse_code(request: HttpRequest, user) -> None:
    """Marks the request as locked out, and counts nothing: a guess during the lock is not even looked at."""
    request.axes_locked_out = True  # type: ignore[attr-defined]
    count_wrong_code(request, user)


def forget_wrong_codes(user) -> None:
    AccessAttempt.objects.filter(username=CODE_PREFIX + user.username).delete()


def is_of_display(credentials: dict) -> bool:
    return bool(credentials.get("display"))


def may_try_token(request: HttpRequest) -> bool:
    return AxesProxyHandler.is_allowed(request, OF_A_DISPLAY)


def count_wrong_token(request: HttpRequest) -> None:
    """Counts a guess at the token of a display. During the lock it marks the request and counts nothing."""
    request.axes_locked_out = not may_try_token(request)  # type: ignore[attr-defined]
    user_login_failed.send(sender=__name__, credentials=OF_A_DISPLAY, request=request)


def forget_wrong_tokens(request: HttpRequest) -> None:
    """A right one came from this address."""
    AccessAttempt.objects.filter(username=DISPLAYS, ip_address=client_address(request)).delete()


def is_locked(request: HttpRequest) -> bool:
    return bool(getattr(request, "axes_locked_out", False))


def minutes_left(name: str) -> int:
    """Whole minutes, rounded up, until the person may try again."""
    last = AccessAttempt.objects.filter(username=name).order_by("-attempt_time").first()
    if last is None:
        return 1
    left = (last.attempt_time + get_cool_off() - timezone.now()).total_seconds()
    return max(1, -int(-left // 60))


def words(name: str) -> str:
    """What a locked-out person reads at the form."""
    minutes = minutes_left(name)
    text = ngettext(
        "Too many failed attempts. Try again in %(minutes)d minute, or ask your administrator.",
        "Too many failed attempts. Try again in %(minutes)d minutes, or ask your administrator.",
        minutes,
    )
    return text % {"minutes": minutes}


def locked_out(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The page with the form, which says why, as a 429."""
    response.status_code = 429
    response["Retry-After"] = str(60 * minutes_left(counted_name(request, credentials)))
    response["Cache-Control"] = "no-store"
    return response


def _code_of(user) -> dict:
    return {"username": user.username, CODE_MARK: True}


def _fingerprint(typed: str) -> str:
    key = str(settings.SECRET_KEY).encode()
    return "unknown-" + hmac.new(key, typed.lower().encode(), sha256).hexdigest()[:24]
