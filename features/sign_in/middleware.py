"""Where a second factor is required, nothing opens before it is set up and shown."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from features.foundation.access.middleware import to_sign_in, whole_page_to
from features.sign_in.second_factor import was_shown

OPEN_BEFORE = frozenset(
    {
        "mfa_activate_totp",
        "account_reauthenticate",
        "account_session",
        "account_stay",
        "account_logout",
        "help",
    }
)
"""What a person without a second factor may do: set it up, read the help, stay, leave."""


class SecondFactorMiddleware:
    """Asks each session, not each account: a session from before the set-up has shown nothing and ends."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs) -> HttpResponse | None:
        if not settings.MFA_REQUIRED or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in OPEN_BEFORE or not getattr(view, "login_required", True):
            return None
        if was_shown(request):
            return None
        if is_mfa_enabled(request.user, ["totp"]):
            logout(request)
            return to_sign_in(request)
        return whole_page_to(request, "mfa_activate_totp", {})
