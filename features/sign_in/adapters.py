"""What allauth asks us: who may sign up (nobody), where to go next, what to say, how secrets are kept."""

from base64 import urlsafe_b64encode
from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from features.foundation.access.addresses import client_address
from features.sign_in.rules import is_recent

WORDS = {
    "account/messages/password_changed.txt": _(
        "Your password is changed. Your other sessions are signed out."
    ),
    "mfa/messages/totp_activated.txt": _("Your second factor is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your second factor is removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "You have new recovery codes. Earlier ones no longer work."
    ),
}
"""The messages of allauth that are worth saying, in our words; all others are not shown."""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; no e-mail is involved."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site is a place to go on to."""
        return (url or "").startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages answer with pages: allauth's JSON would be a second, untested door."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request) or "0.0.0.0"  # nosec B104  # an address that is not known, nothing listens

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('account_login')}?because=signed-out"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def respond_user_inactive(self, request: HttpRequest, user) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("account_login"))

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The password; the second factor was asked for at sign-in."""
        if not user.is_authenticated:
            return []
        url = reverse("account_reauthenticate")
        return [{"id": "reauthenticate", "description": _("Your password"), "url": url}]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """A sign-in of the last five minutes is as good as signing in again."""
        return not is_recent(get_authentication_records(self.request, self.request.user))

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        if text := message or WORDS.get(message_template):
            messages.add_message(request, level, text, extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database; who must have a second factor cannot remove it."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        return not settings.MFA_REQUIRED


def _cipher() -> MultiFernet:
    """Keys derived from SECRET_KEY and, to read what was written before it was changed, from its
    predecessors."""
    secrets = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(f"second factor:{key}".encode()).digest())) for key in secrets]
    )
