"""Which inputs of a form a draft holds."""

from features.foundation.ui.fields.codes import CodeField
from features.foundation.ui.fields.signatures import SignatureField
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.unsaved import as_sent, is_kept


class SigningForm(MedicalBaseForm):
    note = TextField()
    substance = CodeField(catalogue="allergens")
    password = SignatureField()


def test_a_signature_is_never_kept():
    kept = is_kept(SigningForm)

    told = "note substance substance_code choice-note form_loaded".split()
    assert [name for name in told if not kept(name)] == []
    never = "password choice-password form_key form_confirmed csrfmiddlewaretoken other note_code".split()
    assert [name for name in never if kept(name)] == []


def test_what_is_not_chosen_is_not_sent():
    assert as_sent({"kind": [], "note": ["a"]}).dict() == {"note": "a"}
