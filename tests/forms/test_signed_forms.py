"""A form with a signature: the password is asked, checked and forgotten; it is no part of what is saved."""

import pytest
from django.http import QueryDict

from features.foundation.ui.fields.signatures import SignatureField
from features.foundation.ui.fields.text import LineField
from features.foundation.ui.forms import MedicalBaseForm

pytestmark = pytest.mark.django_db


class Signed(MedicalBaseForm):
    words = LineField()
    signature = SignatureField()


def filled(nadia, password: str) -> Signed:
    data = QueryDict(mutable=True)
    data.update(
        {"words": "Slept well.", "signature": password, "form_key": "01a217b2-6910-7000-802e-5fc6e9177a59"}
    )
    return Signed(data, user=nadia, path="/sign/")


@pytest.fixture
def asked(nadia, rf, monkeypatch, settings):
    """A form whose signer proved themselves just now."""
    settings.SIGNATURES = {"is_proven": f"{__name__}.proven", "prove": f"{__name__}.proven"}
    form = filled(nadia, "chartside-demo")
    form.fields["signature"].ask(rf.post("/sign/"))
    return form


def proven(*_request_and_password) -> bool:
    return True


def test_a_signature_is_not_among_what_is_saved(asked):
    assert asked.is_valid(), asked.errors
    assert asked.values == {"words": "Slept well."}


def test_another_password_is_no_other_content(nadia):
    assert filled(nadia, "one").digest == filled(nadia, "other").digest
    other = filled(nadia, "one")
    other.sent["words"] = "Slept badly."
    assert other.digest != filled(nadia, "one").digest
