"""Choices of a registration: relationships (HL7 v3 RoleCode), languages (BCP 47), whether treatment was agreed to."""

from django.utils.translation import gettext_lazy as _

NOT_TOLD = ("", _("not told"))
RELATIONSHIPS = [
    NOT_TOLD,
    ("SPS", _("spouse")),
    ("DOMPART", _("partner")),
    ("MTH", _("mother")),
    ("FTH", _("father")),
    ("PRN", _("parent")),
    ("CHILD", _("child")),
    ("SIB", _("brother or sister")),
    ("GRPRN", _("grandparent")),
    ("GRNDCHILD", _("grandchild")),
    ("GUARD", _("guardian")),
    ("FRND", _("friend")),
    ("NBOR", _("neighbour")),
    ("EXT", _("other relative")),
]
LANGUAGES = [
    NOT_TOLD,
    ("en", _("English")),
    ("es", _("Spanish")),
    ("zh", _("Chinese")),
    ("vi", _("Vietnamese")),
    ("tl", _("Tagalog")),
    ("ar", _("Arabic")),
    ("fr", _("French")),
    ("ko", _("Korean")),
    ("ru", _("Russian")),
    ("de", _("German")),
    ("pt", _("Portuguese")),
    ("pl", _("Polish")),
    ("hi", _("Hindi")),
    ("ur", _("Urdu")),
    ("bn", _("Bengali")),
    ("pa", _("Punjabi")),
    ("uk", _("Ukrainian")),
    ("fa", _("Persian")),
    ("tr", _("Turkish")),
    ("it", _("Italian")),
    ("ja", _("Japanese")),
    ("so", _("Somali")),
    ("am", _("Amharic")),
    ("ht", _("Haitian Creole")),
]
YES, NO = "yes", "no"
INTERPRETER = [("", _("not asked")), (YES, _("yes")), (NO, _("no"))]
CONSENTS = [("", _("not asked")), ("active", _("given")), ("rejected", _("refused"))]
