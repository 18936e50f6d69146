"""What saving costs: statements, whatever is in the chart, and the answer when the same form comes again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.chart_rows import fill_chart
from tests.factories import PatientFactory
from tests.forms.sent import opened

pytestmark = pytest.mark.django_db

SAVES = {
    "patients:change_contacts": ({"email": "new@example.org"}, 16),
    "problems:record_allergy": ({"substance": "Latex", "reaction": "Hives"}, 19),
    "problems:deny_allergies": ({}, 17),
}
"""By URL name: what is typed, and the statements of its save, with savepoints, audit and the region that it answers."""


@pytest.mark.parametrize("rows", [0, 30])
@pytest.mark.parametrize("name", SAVES)
def test_a_save_costs_the_same_in_a_full_chart(name, rows, harbour, nadia, signed_in):
    patient = PatientFactory(at=harbour)
    if rows and name != "problems:deny_allergies":
        fill_chart(patient, rows)
    typed, budget = SAVES[name]
    form = opened(signed_in(nadia, htmx=True), reverse(name, args=[patient.public_id])).fill(**typed)
    with CaptureQueriesContext(connection) as queries:
        assert form.send().status_code == 200

    assert len(queries) == budget, "\n".join(query["sql"][:120] for query in queries)


def test_a_field_that_was_left_costs_who_asks_and_whose_it_is(harbour, nadia, signed_in):
    patient = PatientFactory(at=harbour)
    check = reverse("patients:check_change_contacts", args=[patient.public_id])
    browser = signed_in(nadia, htmx=True)
    browser.post(check, {"email": "a"}, headers={"HX-Trigger-Name": "email"})
    with CaptureQueriesContext(connection) as queries:
        browser.post(check, {"email": "a"}, headers={"HX-Trigger-Name": "email"})

    assert len(queries) == 2
