"""Documents that were kept whole: listed, and each read as text, by whoever may, with a row in the trail."""

import json
import re
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from features.foundation.audit.models import AuditEvent, Outcome
from features.interchange.models import ImportOutcome
from features.interchange.rules import laid_out
from tests import chart_rows
from tests.factories import PatientFactory
from tests.problems.test_history import read

BODY = (
    '{"resourceType":"Claim","total":{"value":12.500},"note":"<script>alert(1)</script> \\"{,}\\"","none":[]}'
)


@pytest.fixture
def patient(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def document(patient):
    row = chart_rows.document(patient, body=BODY)
    row.save()
    return row


def url(document, patient=None) -> str:
    return reverse("interchange:document", args=[(patient or document.patient).public_id, document.public_id])


def test_only_what_has_no_record_is_listed(patient, document, dan, signed_in):
    made = chart_rows.document(patient, 1, outcome=ImportOutcome.IMPORTED, record_id=uuid4())
    made.save()
    [row] = read(signed_in(dan, htmx=True), "interchange:kept", patient)
    assert row.startswith("Claim no record of this kind")
    assert signed_in(dan).get(url(made)).status_code == 404


def test_a_document_is_read_whole_as_text_on_lines_of_its_own(document, dan, signed_in):
    page = signed_in(dan).get(url(document)).content.decode()
    body = unescape(re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1])
    assert "<script>alert" not in page
    assert body.splitlines()[:4] == ["{", '  "resourceType": "Claim",', '  "total": {', '    "value": 12.500']
    assert json.loads(body) == json.loads(BODY)
    assert 'data-region="patients:banner"' in page


def test_each_reading_has_its_own_row(document, dan, signed_in):
    client = signed_in(dan)
    for _ in range(2):
        client.get(url(document))
    rows = AuditEvent.objects.filter(action="read", object_id=document.public_id)
    assert [(row.patient, row.category, row.object_kind) for row in rows] == [
        (document.patient.public_id, "documents", "document")
    ] * 2


def test_the_document_of_one_patient_is_not_found_in_the_chart_of_another(document, harbour, dan, signed_in):
    other = PatientFactory(at=harbour)
    assert signed_in(dan).get(url(document, other)).status_code == 404
    assert AuditEvent.objects.latest("id").outcome == Outcome.REFUSED
    assert AuditEvent.objects.latest("id").patient == other.public_id


def test_who_may_not_reads_none(document, freda, olga, signed_in):
    assert signed_in(freda).get(url(document)).status_code == 403
    assert signed_in(olga).get(url(document)).status_code == 404


def test_no_address_counts_documents(document):
    assert f"/{document.pk}/" not in url(document)
    assert re.fullmatch(r"/patients/[0-9a-f-]{36}/documents/[0-9a-f-]{36}/", url(document))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


@given(JSON)
def test_laying_out_changes_no_value(value):
    assert json.loads(laid_out(json.dumps(value, ensure_ascii=False, separators=(",", ":")))) == value


@pytest.mark.parametrize("number", ["1.50", "-0.0", "1E+400", "12345678901234567890.10"])
def test_laying_out_keeps_every_digit(number):
    assert laid_out(f'{{"value":{number}}}') == f'{{\n  "value": {number}\n}}'


@pytest.mark.parametrize("broken", ["", "{", '{"a', "]]}", "not json", '{"a":[1,2', "\x00"])
def test_what_is_no_json_is_laid_out_as_far_as_it_goes(broken):
    assert "".join(laid_out(broken).split()) == "".join(broken.split())


def test_a_deep_document_is_laid_out(dan):
    deep = "[" * 20_000 + "]" * 20_000
    assert "".join(laid_out(deep).split()) == deep
