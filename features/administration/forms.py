"""What an administrator may type about a display, and the words when it is wrong."""

from django.utils.translation import gettext_lazy as _

from features.foundation.ui.fields.text import LineField
from features.foundation.ui.forms import MedicalBaseForm


class RegisterDeviceForm(MedicalBaseForm):
    """A new display: where it hangs. Its facility is that of who adds it."""

    name = LineField(
        label=_("Name"),
        max_length=80,
        help_text=_("Where it hangs, so that people find it again. For example: Ward A, corridor."),
    )


class RevokeDeviceForm(MedicalBaseForm):
    """That a display may show nothing any more: there is nothing to type."""
