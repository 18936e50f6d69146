"""Who signs proves that it is still them: with their password, unless they typed it in the last five minutes."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from django.http import HttpRequest
from django.utils.translation import gettext as _

from features.sign_in.forms import refusal
from features.sign_in.rules import is_recent


def is_proven(request: HttpRequest) -> bool:
    """Whether the last proof of identity in this session is recent enough."""
    return is_recent(get_authentication_records(request, request.user))


def prove(request: HttpRequest, password: str) -> None:
    """Checks the password of the person who is signed in; a right one is a proof for the next five minutes.

    Raises ValidationError for a wrong one, which counts towards the lock-out as at the door.
    """
    if not get_adapter().reauthenticate(request.user, password):
        credentials = {"username": request.user.get_username()}
        raise refusal(request, credentials, _("The password is wrong. Type the one that you sign in with."))
    reauthenticate_by_password(request)
