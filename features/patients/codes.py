"""The closed lists of HL7, BCP 47 and ISO 3166 that the front desk chooses from, in words."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from features.patients.rules import postal_code_examples


def in_words(choices: list, code: str) -> str:
    """A code of a list in words; one that is not on it stands as it is."""
    return str(dict(choices).get(code, code)) if code else ""


NOT_RECORDED = ("", _("not recorded"))

MARITAL_STATUSES = [
    NOT_RECORDED,
    ("S", _("never married")),
    ("M", _("married")),
    ("T", _("domestic partner")),
    ("L", _("legally separated")),
    ("D", _("divorced")),
    ("W", _("widowed")),
    ("A", _("marriage annulled")),
    ("U", _("unmarried")),
    ("UNK", _("unknown")),
]
"""HL7 v3 MaritalStatus."""

RELATIONSHIPS = [
    ("MTH", _("mother")),
    ("FTH", _("father")),
    ("PRN", _("parent")),
    ("CHILD", _("child")),
    ("SPS", _("spouse")),
    ("DOMPART", _("domestic partner")),
    ("SIB", _("sibling")),
    ("GRPRN", _("grandparent")),
    ("GRNDCHILD", _("grandchild")),
    ("FAMMEMB", _("another family member")),
    ("GUARD", _("guardian")),
    ("FRND", _("friend")),
    ("NBOR", _("neighbour")),
]
"""HL7 v3 RoleCode: what the person is to the patient."""

SUBSCRIBER_RELATIONSHIPS = [
    ("", _("not known")),
    ("self", _("the patient")),
    ("spouse", _("spouse")),
    ("common", _("common-law spouse")),
    ("child", _("child")),
    ("parent", _("parent")),
    ("injured", _("injured party")),
    ("other", _("other")),
]
"""HL7 SubscriberRelationship: what the patient is to who holds the policy."""

CONSENT_SCOPES = [
    ("treatment", _("treatment")),
    ("patient-privacy", _("privacy and sharing of data")),
    ("research", _("research")),
]
"""HL7 ConsentScope."""

LANGUAGES = [
    NOT_RECORDED,
    ("en-US", _("English (United States)")),
    ("en", pgettext_lazy("language", "English")),
    ("es", pgettext_lazy("language", "Spanish")),
    ("zh", pgettext_lazy("language", "Chinese")),
    ("vi", pgettext_lazy("language", "Vietnamese")),
    ("tl", pgettext_lazy("language", "Tagalog")),
    ("ko", pgettext_lazy("language", "Korean")),
    ("ar", pgettext_lazy("language", "Arabic")),
    ("ru", pgettext_lazy("language", "Russian")),
    ("uk", pgettext_lazy("language", "Ukrainian")),
    ("fr", pgettext_lazy("language", "French")),
    ("de", pgettext_lazy("language", "German")),
    ("ht", pgettext_lazy("language", "Haitian Creole")),
    ("hi", pgettext_lazy("language", "Hindi")),
    ("it", pgettext_lazy("language", "Italian")),
    ("ja", pgettext_lazy("language", "Japanese")),
    ("pl", pgettext_lazy("language", "Polish")),
    ("pt", pgettext_lazy("language", "Portuguese")),
    ("fa", pgettext_lazy("language", "Persian")),
    ("so", pgettext_lazy("language", "Somali")),
    ("tr", pgettext_lazy("language", "Turkish")),
    ("ur", pgettext_lazy("language", "Urdu")),
    ("ase", _("American Sign Language")),
]
"""Tags of BCP 47; a tag that is recorded and not here stays as it is."""

COUNTRIES = [
    NOT_RECORDED,
    ("US", _("United States")),
    ("AR", _("Argentina")),
    ("AU", _("Australia")),
    ("AT", _("Austria")),
    ("BE", _("Belgium")),
    ("BR", _("Brazil")),
    ("CA", _("Canada")),
    ("CL", _("Chile")),
    ("CN", _("China")),
    ("CO", _("Colombia")),
    ("CU", _("Cuba")),
    ("DK", _("Denmark")),
    ("DO", _("Dominican Republic")),
    ("FR", _("France")),
    ("DE", _("Germany")),
    ("GB", _("United Kingdom")),
    ("HT", _("Haiti")),
    ("IN", _("India")),
    ("IE", _("Ireland")),
    ("IL", _("Israel")),
    ("IT", _("Italy")),
    ("JP", _("Japan")),
    ("KR", _("Korea")),
    ("MX", _("Mexico")),
    ("NL", _("Netherlands")),
    ("PH", _("Philippines")),
    ("PL", _("Poland")),
    ("PT", _("Portugal")),
    ("RU", _("Russia")),
    ("ES", _("Spain")),
    ("SE", _("Sweden")),
    ("CH", _("Switzerland")),
    ("TR", _("Turkey")),
    ("UA", _("Ukraine")),
    ("VN", _("Vietnam")),
]
"""Codes of ISO 3166-1; a country that is recorded and not here stays as it is."""


def wrong_postal_code(country: str) -> str:
    """How a postal code of the country is written, for who typed another."""
    examples = postal_code_examples(country)
    if not examples:
        return gettext("A postal code has letters, digits, spaces and hyphens, 12 at most.")
    told = {"country": dict(COUNTRIES)[country], "examples": gettext(" or ").join(examples)}
    return gettext("%(country)s: a postal code is like %(examples)s.") % told
