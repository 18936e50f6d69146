"""The signature under something: the signer's password, asked for only where they have not proved themselves lately.

Who checks it lies above: `settings.SIGNATURES` names by dotted path what says whether a request's person is proven, and
what takes a password as the proof.
"""

from django import forms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST = 256
"""Characters: a longer password costs time to hash, and nobody has one."""


class NotAsked(forms.PasswordInput):
    """Nothing to type and nothing to show, for who has just proved themselves."""

    input_type = "hidden"


class SignatureField(forms.Field):
    """Cleans to True: the person who is signed in has signed. The password goes nowhere else.

    A form calls `ask(request)` when it is made. Whoever keeps what was typed (drafts, logs, audit rows) leaves out
    fields that are `never_kept`.
    """

    widget: type[forms.Widget] | forms.Widget = forms.PasswordInput
    never_kept = True

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("label", gettext_lazy("Your password"))
        kwargs.setdefault("help_text", gettext_lazy("It stands for your signature."))
        kwargs["required"] = True
        super().__init__(**kwargs)
        self.request: HttpRequest | None = None
        self.is_asked = True

    def widget_attrs(self, widget) -> dict:
        return {**super().widget_attrs(widget), "autocomplete": "current-password"}

    def ask(self, request: HttpRequest) -> bool:
        """Takes the request that is signed in, and says whether its person must type their password."""
        self.request = request
        self.is_asked = not import_string(settings.SIGNATURES["is_proven"])(request)
        self.required = self.is_asked
        if not self.is_asked:
            self.widget = NotAsked()
        return self.is_asked

    def clean(self, value) -> bool:
        if self.request is None:
            raise ImproperlyConfigured("A form with a signature calls ask(request) on its field.")
        if not self.is_asked:
            return True
        if not value:
            raise ValidationError(_("Type your password to sign."), code="required")
        if len(value) > LONGEST or "\0" in value:
            raise ValidationError(
                _("The password is wrong. Type the one that you sign in with."), code="wrong"
            )
        import_string(settings.SIGNATURES["prove"])(self.request, value)
        return True

    def bound_data(self, data, initial) -> None:
        """What was typed never goes back to a page."""

    def has_changed(self, initial, data) -> bool:
        return False

    def warn(self, value) -> None:
        """A signature is right or wrong."""
