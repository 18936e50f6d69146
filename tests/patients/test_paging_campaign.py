"""The long run of paging: nearly twenty thousand patients, every order, every page, nobody lost and nobody twice.

`make test` walks thirty patients through the same orders.
"""

import pytest

from features.foundation.access.models import User
from features.interchange.clinic import make_clinic
from features.patients.models import PatientFacility
from features.patients.tables import PatientTable
from tests.patients.pages import link, shown

ORDERS = [f"{direction}{sort}" for sort in PatientTable.sorts for direction in ("", "-")]

pytestmark = [pytest.mark.campaign, pytest.mark.django_db]


def test_every_order_of_twenty_thousand_shows_everybody_once(signed_in):
    make_clinic(patients=24_000)
    nadia = User.objects.get(username="nadia")
    everybody = {
        str(key) for key in PatientFacility.objects.visible_to(nadia).values_list("public_id", flat=True)
    }
    client = signed_in(nadia, htmx=True)
    for order in ORDERS:
        seen: list[str] = []
        url = f"/patients/?size=100&sort={order}"
        while url:
            page = client.get(url)
            seen += shown(page)
            url = link(page, 'data-page="next"')
        assert len(seen) == len(everybody) > 19_900, order
        assert set(seen) == everybody, order
