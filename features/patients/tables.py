"""The columns of the patient list: who someone is, at a glance. No clinical content."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from features.foundation.ui.tables import Column, ListTable, TextColumn
from features.patients.models import PatientStatus, Sex

SEX_LETTERS = {
    Sex.FEMALE: pgettext_lazy("sex, one letter", "F"),
    Sex.MALE: pgettext_lazy("sex, one letter", "M"),
    Sex.OTHER: pgettext_lazy("sex, one letter", "O"),
    Sex.UNKNOWN: pgettext_lazy("sex, one letter", "U"),
}
NAME_CELL = (
    '{% set name = family_name ~ (", " ~ given_names if given_names else "") %}'
    '<a href="{{ page.base }}{{ public_id }}/" title="{{ name }}">{{ name }}</a>'
)
AGE_CELL = (
    "{% for number, unit in age_parts(birth_date, page.today, birth_precision) %}"
    '{{ number }}<span class="unit"> {{ unit }}</span> '
    '{% else %}<span class="quiet">–</span>{% endfor %}'
)
SEX_CELL = '<abbr title="{{ page.sex_words[sex] }}">{{ page.sex_letters[sex] }}</abbr>'
STATUS_CELL = '<span data-status="{{ status }}">{{ page.status_words[status] }}</span>'
PROVIDER_CELL = (
    '{% if provider_family_name %}<span class="cut" title="{{ provider_given_names }} {{ provider_family_name }}">'
    "{{ provider_family_name }}, {{ provider_given_names }}</span>"
    '{% else %}<span class="quiet">–</span>{% endif %}'
)


class PatientTable(ListTable):
    """Name, MRN, age, sex, birth date, phone, provider, insurance, status."""

    name = Column(_("Patient"), cell=NAME_CELL, css="p-name", sort="name")
    mrn = Column(_("MRN"), cell="{{ mrn }}", css="p-mrn", sort="mrn")
    age = Column(_("Age"), cell=AGE_CELL, css="p-age end")
    sex = Column(_("Sex"), cell=SEX_CELL, css="p-sex")
    born = Column(_("Born"), cell="{{ birth_date|day(birth_precision) }}", css="p-born end", sort="born")
    phone = TextColumn(_("Phone"), value="(phone_mobile or phone_home)", css="p-phone")
    provider = Column(_("Provider"), cell=PROVIDER_CELL, css="p-provider", sort="provider")
    payer = TextColumn(_("Insurance"), value="payer_name", css="p-payer", sort="insurance")
    status = Column(_("Status"), cell=STATUS_CELL, css="p-status", sort="status")

    values = {
        "public_id": "public_id",
        "family_name": "patient__family_name",
        "given_names": "patient__given_names",
        "mrn": "mrn",
        "sex": "sex",
        "birth_date": "patient__birth_date",
        "birth_precision": "patient__birth_precision",
        "phone_mobile": "patient__phone_mobile",
        "phone_home": "patient__phone_home",
        "provider_family_name": "provider__family_name",
        "provider_given_names": "provider__given_names",
        "payer_name": "payer__name",
        "status": "status",
    }
    sorts = {
        "name": ["name_key", "patient_id"],
        "mrn": ["mrn_number", "patient_id"],
        "born": ["birth_date", "name_key", "patient_id"],
        "status": ["status", "name_key", "patient_id"],
        "provider": ["provider_key", "name_key", "patient_id"],
        "insurance": ["payer_key", "name_key", "patient_id"],
    }
    default_sort = "name"

    @classmethod
    def page_values(cls, on: date) -> dict[str, object]:
        return {
            "today": on,
            "base": reverse("patients:list"),
            "sex_letters": {sex.value: str(letter) for sex, letter in SEX_LETTERS.items()},
            "sex_words": {sex.value: str(sex.label) for sex in Sex},
            "status_words": {status.value: str(status.label) for status in PatientStatus},
        }
