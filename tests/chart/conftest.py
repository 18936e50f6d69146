"""One patient, and the chart as somebody sees it."""

from datetime import date

import pytest

from tests.factories import PatientFactory


@pytest.fixture
def amara(harbour):
    return PatientFactory(family_name="Okafor", given_names="Amara", birth_date=date(1958, 6, 2), at=harbour)


@pytest.fixture
def chart(signed_in):
    """`chart(nadia, amara)` is the HTML of the page; with `region="vitals/latest"` of that region alone."""

    def read(person, patient, region: str = "") -> str:
        address = f"/patients/{patient.public_id}/" + (f"{region}/" if region else "")
        answer = signed_in(person, htmx=bool(region)).get(address)
        assert answer.status_code == 200
        return answer.content.decode()

    return read
