"""The pages of sign-in: allauth's flows under our names, forms and templates."""

import json

from allauth.account import views as account
from allauth.account.internal.decorators import login_not_required
from allauth.account.internal.flows.logout import logout
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import ContextMixin, TemplateResponseMixin
from django.views.generic.edit import FormView

from features.foundation.ui.qr_code import QrCode
from features.foundation.ui.responses import respond, wants_fragment
from features.sign_in import forms
from features.sign_in.second_factor import SET_UP_HERE

BECAUSE = {
    "idle": _("You were signed out after 15 minutes without activity. Sign in to go on where you were."),
    "long": _("You were signed out after 12 hours. Sign in to go on where you were."),
    "signed-out": _("You are signed out."),
}
"""Why the sign-in page appears; the URL only chooses among these."""

SIGNED_IN = {"signed-in": {"target": "body"}}
"""What HTMX is told instead of being sent to a page."""

OWN_IDS = "door-%s"
"""Ids of the fields: they may stand in a dialog over a page with other fields."""


class FormPage(TemplateResponseMixin, ContextMixin):
    """A form that could not be taken comes back as 422, with what was typed and what is wrong."""

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        return {**super().get_context_data(**kwargs), "next": self._safe_next()}

    def _safe_next(self) -> str:
        return (self.get_next_url() if hasattr(self, "get_next_url") else "") or ""


class Door(FormPage):
    """A step of signing in: a page, or only its form for the dialog over a page that hid itself.

    The dialog follows the redirects from step to step. At the end it gets the event `signed-in` instead of a page: the
    page under it then asks whose session it is.
    """

    page = ""
    region = ""

    def dispatch(self, request, *args, **kwargs) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if wants_fragment(request) and request.user.is_authenticated:
            return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(SIGNED_IN)})
        return response

    def render_to_response(self, context, *, status: int = 200, **_kwargs) -> HttpResponse:
        return respond(self.request, page=self.page, region=self.region, context=context, status=status)


@method_decorator(login_not_required, name="dispatch")
class SignInView(Door, account.LoginView):
    """User name and password; then the code, for those who have a second factor."""

    form_class = forms.SignInForm
    page = "pages/sign_in.html"
    region = "sign_in/partials/name_form.html"

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "auto_id": OWN_IDS}

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        if not self.request.user.is_authenticated:
            self.request.session.cycle_key()
        return response

    def get_context_data(self, **kwargs) -> dict:
        because = BECAUSE.get(self.request.GET.get("because", ""), "")
        return {**super().get_context_data(**kwargs), "because": because}


@method_decorator(login_not_required, name="dispatch")
class CodeView(Door, mfa.AuthenticateView):
    """The second step: a code of the authenticator app, or a recovery code."""

    form_class = forms.CodeForm
    page = "pages/sign_in_code.html"
    region = "sign_in/partials/code_form.html"

    def _build_forms(self) -> forms.CodeForm | None:
        self.webauthn_form = None
        is_sent = self.request.method == "POST"
        typed = self.request.POST if is_sent else None
        self.auth_form = self.form_class(typed, user=self.stage.login.user, auto_id=OWN_IDS)
        return self.auth_form if is_sent else None


@method_decorator(login_not_required, name="dispatch")
class SignOutView(account.LogoutView):
    """Ends the session, or a sign-in that stopped at the second step. Only by a form: never by a link."""

    http_method_names = ["post"]

    def logout(self) -> None:
        logout(self.request, show_message=False)


class SignInAgainView(FormPage, account.ReauthenticateView):
    """Proves that it is still the same person; good for five minutes."""

    form_class = forms.SignInAgainForm
    template_name = "pages/sign_in_again.html"


class PasswordView(FormPage, account.PasswordChangeView):
    """A new password; every other session of the person ends."""

    form_class = forms.NewPasswordForm
    template_name = "pages/password.html"


class SecurityView(mfa.IndexView):
    """What protects the account: password, second factor, recovery codes."""

    template_name = "pages/mfa.html"


class SetUpView(FormPage, totp.ActivateTOTPView):
    """A new authenticator app: the key as a picture and as text, then its first code."""

    form_class = forms.SetUpForm
    template_name = "pages/mfa_set_up.html"

    def get_context_data(self, **kwargs) -> dict:
        context = FormView.get_context_data(self, **kwargs)
        secret = context["form"].secret
        context["qr"] = QrCode.of(get_adapter().build_totp_url(self.request.user, secret))
        context["secret_groups"] = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session.pop(forms.SECRET_BEING_SET_UP, None)
        self.request.session[SET_UP_HERE] = True
        return response


class RemoveView(FormPage, totp.DeactivateTOTPView):
    """Takes the second factor away, where it is not required."""

    template_name = "pages/mfa_remove.html"


class CodesView(recovery_codes.ViewRecoveryCodesView):
    """Shows new recovery codes, once."""

    template_name = "pages/mfa_codes.html"


class NewCodesView(FormPage, recovery_codes.GenerateRecoveryCodesView):
    """Makes new recovery codes; the earlier ones stop working."""

    template_name = "pages/mfa_new_codes.html"
