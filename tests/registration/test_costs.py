"""What a registration costs: statements of each save, and of looking who may be the same; whatever stands there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import PatientFactory
from tests.registration.desk_forms import identify, newborn, register, unidentified

pytestmark = pytest.mark.django_db

SAVES = {register: 28, newborn: 22, unidentified: 20, identify: 35}
"""By form: the statements of its save, with savepoints, audit, relatives, address and the words of the search."""


@pytest.mark.parametrize("make", SAVES, ids=lambda make: make.__name__)
@pytest.mark.parametrize("patients", [0, 30])
def test_a_registration_costs_the_same_however_many_there_are(patients, make, harbour, nadia, signed_in):
    for number in range(patients):
        PatientFactory(family_name=f"Zulu{number}", at=harbour)
    browser = signed_in(nadia, htmx=True)
    make(browser, harbour, 1).send()
    form = make(browser, harbour, 2)
    with CaptureQueriesContext(connection) as queries:
        assert form.send().status_code == 200

    assert len(queries) == SAVES[make], "\n".join(query["sql"][:160] for query in queries)


def test_an_unidentified_patient_is_compared_at_the_same_cost(harbour, nadia, signed_in):
    browser = signed_in(nadia, htmx=True)
    form = identify(browser, harbour, 3)
    url = form.url.replace("identify", "candidates")
    browser.post(url, form.values)
    with CaptureQueriesContext(connection) as queries:
        assert browser.post(url, form.values).status_code == 200

    assert len(queries) == 6, "\n".join(query["sql"][:160] for query in queries)
