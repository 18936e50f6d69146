"""Choices of a registration beside those of the patients: what was not told, and whether treatment was agreed to."""

from django.utils.translation import gettext_lazy as _

NOT_TOLD = ("", _("not told"))
YES, NO = "yes", "no"
INTERPRETER = [("", _("not asked")), (YES, _("yes")), (NO, _("no"))]
CONSENTS = [("", _("not asked")), ("active", _("given")), ("rejected", _("refused"))]
