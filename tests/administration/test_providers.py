"""The directory of providers: everybody reads it, the administrator keeps it, an NPI is checked and given once."""

import pytest
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.patients.catalogues import providers_of
from features.patients.models import Provider
from tests.factories import PatientFactory, ProviderFactory
from tests.forms.sent import opened

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("administration:providers"), reverse("administration:add_provider")
NPI = "1234567893"
"""The example of the standard: its last digit fits."""


def form_of(provider: Provider) -> str:
    return reverse("administration:change_provider", args=[provider.public_id])


def test_everybody_reads_the_directory_and_only_the_administrator_is_led_to_forms(lars, adam, signed_in):
    provider = ProviderFactory(family_name="Achebe", given_names="Ngozi", specialty="Cardiology")
    for person, is_led in ((lars, False), (adam, True)):
        page = signed_in(person).get(LIST).text
        assert "Achebe, Ngozi" in page
        assert (form_of(provider) in page) is is_led
        assert (NEW in page) is is_led


def test_the_directory_is_narrowed_by_specialty_and_place(harbour, adam, signed_in):
    ProviderFactory(family_name="Achebe", specialty="Cardiology", facility=harbour)
    ProviderFactory(family_name="Brandt", specialty="Surgery")
    client = signed_in(adam)
    for query, shown, hidden in (
        ("specialty=Cardiology", "Achebe", "Brandt"), ("works=here", "Achebe", "Brandt"),
        ("works=elsewhere", "Brandt", "Achebe"),
    ):  # fmt: skip
        page = client.get(f"{LIST}?{query}").text
        assert shown in page
        assert hidden not in page


def test_a_provider_is_added_and_can_be_chosen_at_once(harbour, adam, signed_in):
    assert providers_of(harbour.pk) == []
    typed = {"family_name": "Sørby", "given_names": "Lena", "npi": "1234 567 893", "specialty": "Surgery"}
    assert opened(signed_in(adam), NEW).fill(**typed).send().headers["Location"] == LIST
    provider = Provider.objects.get()
    assert (provider.npi, provider.facility, provider.created_by) == (NPI, harbour, adam.public_id)
    assert AuditEvent.objects.get(action="create").category == "providers"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("npi", "1234567890", "The last digit does not fit the others."),
        ("npi", "123", "An NPI has ten digits"),
        ("npi", "3234567893", "An NPI has ten digits"),
        ("npi", "١٢٣٤٥٦٧٨٩٣", "An NPI has ten digits"),
        ("family_name", "", "Fill this in."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(field, typed, words, adam, signed_in):
    answer = (
        opened(signed_in(adam), NEW)
        .fill(**{"family_name": "Sørby", "specialty": "Surgery", field: typed})
        .send()
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Surgery"' in answer.text
    assert not Provider.objects.exists()


def test_an_npi_is_given_once(adam, signed_in):
    ProviderFactory(npi=NPI)
    answer = opened(signed_in(adam), NEW).fill(family_name="Sørby", npi=NPI).send()
    assert answer.status_code == 422
    assert "Another provider has this NPI." in answer.text


def test_a_new_name_is_followed_by_lists_and_choices(harbour, adam, freda, signed_in):
    provider = ProviderFactory(family_name="Sorby", given_names="Lena", facility=harbour)
    patient = PatientFactory(primary_provider=provider, at=harbour)
    form = opened(signed_in(adam), form_of(provider))
    assert form.values["works"] == "here"
    assert form.fill(family_name="Sørby").send().status_code == 302
    assert patient.facilities.get().provider_name == "Sørby, Lena"
    assert providers_of(harbour.pk) == [(str(provider.public_id), "Sørby, Lena")]


def test_two_administrators_merge(adam, signed_in):
    provider = ProviderFactory(family_name="Sorby")
    one, other = (opened(signed_in(adam), form_of(provider)) for _ in range(2))
    assert one.fill(specialty="Surgery").send().status_code == 302
    answer = other.fill(specialty="Cardiology").send()
    assert answer.status_code == 409
    assert Provider.objects.get().specialty == "Surgery"


def test_somebody_of_elsewhere_keeps_their_facility_when_something_else_changes(hillside, adam, signed_in):
    provider = ProviderFactory(family_name="Sorby", facility=hillside)
    assert opened(signed_in(adam), form_of(provider)).fill(specialty="Surgery").send().status_code == 302
    provider.refresh_from_db()
    assert (provider.specialty, provider.facility) == ("Surgery", hillside)
