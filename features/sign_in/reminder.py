"""Who signs in is told what they typed and did not save, wherever that was."""

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import ngettext

from features.foundation.drafts.services import drafts_of


def listen() -> None:
    user_logged_in.connect(remind, dispatch_uid="unsaved text is remembered")


def remind(sender, request, user, **kwargs) -> None:
    """Says how many forms there are, never which: it stands on whatever page comes next, and stays there."""
    forms = drafts_of(by=user.public_id).count()
    if forms and hasattr(request, "_messages"):
        words = ngettext(
            "You have unsaved text on %(forms)d form.", "You have unsaved text on %(forms)d forms.", forms
        )
        messages.warning(request, words % {"forms": forms}, extra_tags="drafts")
