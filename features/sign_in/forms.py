"""What a person types to sign in, to prove that it is still them, and to change their password."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from features.foundation.access.devices import read_token
from features.foundation.access.models import Device
from features.sign_in import displays, lock_out, second_factor
from features.sign_in.rules import step_of

SECRET_BEING_SET_UP = "second_factor_secret"  # nosec B105  # the name under which the session keeps it


def password_field(label, autocomplete: str = "current-password") -> forms.CharField:
    """A password, taken as typed, at most as long as hashing it is harmless."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=256, widget=widget)


def code_field(label, help_text) -> forms.CharField:
    attributes = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "autofocus": True,
        "spellcheck": "false",
    }
    return forms.CharField(
        label=label, max_length=20, help_text=help_text, widget=forms.TextInput(attrs=attributes)
    )


class SignInForm(LoginForm):
    """User name and password; a wrong pair is one message, whichever of the two was wrong."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        attributes = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }
        name = forms.CharField(label=_("User name"), max_length=60, widget=forms.TextInput(attrs=attributes))
        self.fields = {"login": name, "password": password_field(_("Password"))}

    def clean_login(self) -> str:
        return self.cleaned_data["login"].strip().lower()

    def _clean_with_password(self, credentials: dict):
        try:
            return super()._clean_with_password(credentials)
        except ValidationError:
            raise refusal(self.request, credentials, _("The user name or the password is wrong.")) from None


class SignInAgainForm(ReauthenticateForm):
    """The password of the person who is signed in."""

    password = password_field(_("Password"))

    def clean_password(self) -> str:
        try:
            return super().clean_password()
        except ValidationError:
            raise refusal(
                context.request, {"username": self.user.username}, _("The password is wrong.")
            ) from None


class CodeForm(forms.Form):
    """The six digits of the authenticator app, or one of the recovery codes."""

    code = code_field(_("Code"), _("Six digits from your authenticator app, or one of your recovery codes."))

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_code(self) -> str:
        self.authenticator = self._check(self.cleaned_data["code"])
        if self.authenticator is None:
            wrong = _("The code is wrong, or it was used already. Wait for the next one.")
            raise refusal(context.request, {"username": self.user.username, lock_out.CODE_MARK: True}, wrong)
        return ""

    @transaction.atomic
    def _check(self, code: str):
        """One guess at a time for each person: their row is locked, so that guesses in parallel are counted
        too."""
        type(self.user).objects.select_for_update(of=("self",), no_key=True).get(pk=self.user.pk)
        if not lock_out.may_try_code(context.request, self.user):
            lock_out.refuse_code(context.request, self.user)
            return None
        if authenticator := second_factor.accept(self.user, code):
            lock_out.forget_wrong_codes(self.user)
            return authenticator
        lock_out.count_wrong_code(context.request, self.user)
        return None

    def save(self) -> None:
        post_authentication(context.request, self.authenticator)


class TokenForm(forms.Form):
    """The token of a display, typed or pasted there once."""

    token = forms.CharField(
        label=_("Token"),
        max_length=200,
        help_text=_("52 letters and digits, from whoever added this display."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    device: Device | None = None

    def __init__(self, *args, request: HttpRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_token(self) -> str:
        token = read_token(self.cleaned_data["token"])
        self.device = displays.try_token(self.request, token)
        if self.device is None:
            wrong = _(
                "This token opens nothing. Look for a letter too many or too few, or ask for a new one."
            )
            raise refusal(self.request, lock_out.OF_A_DISPLAY, wrong)
        return token


class SetUpForm(forms.Form):
    """The first code of a new authenticator app. The secret waits in the session, encrypted."""

    code = code_field(_("Code from the app"), _("Six digits; they prove that the app has taken the key."))

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        session = context.request.session
        if not self.is_bound or SECRET_BEING_SET_UP not in session:
            session[SECRET_BEING_SET_UP] = encrypt(generate_totp_secret())
        self.secret = decrypt(session[SECRET_BEING_SET_UP])

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        if step_of(self.secret, code) is None:
            raise ValidationError(
                _("The code is wrong. Type the six digits that the app shows now."), code="wrong"
            )
        return ""


class NewPasswordForm(ChangePasswordForm):
    """The present password and, twice, the new one."""

    field_order = ["oldpassword", "password1", "password2"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rules = self.fields["password1"].help_text
        self.fields["oldpassword"] = password_field(_("Present password"))
        for name, label in (("password1", _("New password")), ("password2", _("New password again"))):
            self.fields[name].label = label
            self.fields[name].max_length = 256
            self.fields[name].widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        self.fields["password1"].help_text = rules or _(
            "At least 12 characters. A few words are easy to remember."
        )
        self.order_fields(self.field_order)

    def clean_oldpassword(self) -> str:
        """Guesses count towards the lock-out here as well: the person may have left the screen."""
        typed = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, typed):
            credentials = {"username": self.user.username}
            raise refusal(context.request, credentials, _("The present password is wrong."))
        return typed


def refusal(request, credentials: dict, wrong) -> ValidationError:
    """`wrong`, or how long the door stays closed when there were too many failures."""
    if lock_out.is_locked(request):
        return ValidationError(lock_out.words(lock_out.counted_name(request, credentials)), code="locked")
    return ValidationError(wrong, code="wrong")
