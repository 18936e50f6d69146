"""Whose session it is and how long it still lasts, for a page that hides itself when it is over; and "I am here"."""

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET, require_POST

from features.foundation.access.requests import SignedInRequest
from features.foundation.access.sessions import seconds_left


@require_GET
def session(request: SignedInRequest) -> JsonResponse:
    """The person by public id, seconds left, and a CSRF token that is good from now on. Asking extends nothing.

    A page asks before it shows again what it hid: a new sign-in has made its own tokens worthless.
    """
    return JsonResponse(
        {
            "person": str(request.user.public_id),
            "endsIn": seconds_left(request.session),
            "token": get_token(request),
        }
    )


@require_POST
def stay(request: SignedInRequest) -> HttpResponse:
    """Somebody pressed "Stay signed in", or types into a form: `site_config.activity` counts this as activity."""
    return HttpResponse(status=204)
