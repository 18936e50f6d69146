"""Forged and foreign forms of insurance, its card and payers: nothing is written, or what the person meant."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from features.foundation.access.models import User
from features.foundation.records.models import SavedForm
from features.patients.models import Coverage, CoverageCard, Payer
from tests.cast import BACKEND
from tests.factories import CoverageFactory, PatientFactory, PayerFactory
from tests.forms.sent import Filled, opened
from tests.forms.unwritten import nothing_was_written

pytestmark = pytest.mark.django_db
FORMS = ["add_coverage", "change_coverage", "verify_coverage", "change_card", "change_payer", "add_payer"]


def picture(colour: str = "red") -> SimpleUploadedFile:
    written = BytesIO()
    Image.new("RGB", (30, 20), colour).save(written, "PNG")
    return SimpleUploadedFile("card.png", written.getvalue(), content_type="image/png")


@pytest.fixture
def mine(harbour) -> Coverage:
    return CoverageFactory(
        patient=PatientFactory(at=harbour), payer=PayerFactory(name="Zeta Mutual"), priority=1
    )


@pytest.fixture
def theirs(harbour) -> Coverage:
    """The coverage of another patient, with a card."""
    other = CoverageFactory(patient=PatientFactory(at=harbour), payer=PayerFactory(), member_id="T-1")
    CoverageCard.objects.create(patient=other.patient, coverage=other, front=picture().read())
    return other


@dataclass
class Forged:
    """A form as the person who may send it has it, filled in as they mean it."""

    form: Filled
    person: User


@pytest.fixture(params=FORMS)
def forged(request, freda, adam, signed_in, mine) -> Forged:
    name, patient = request.param, mine.patient.public_id
    typed = {
        "add_coverage": {"payer": str(mine.payer.public_id), "priority": "2"},
        "change_coverage": {"plan": "Gold"},
        "change_card": {"front": picture()},
        "change_payer": {"identifier": "60054"},
        "add_payer": {"name": "Northwind"},
    }.get(name, {})
    own = {"change_payer": [mine.payer.public_id], "add_payer": [], "add_coverage": [patient]}
    feature, person = ("administration", adam) if name.endswith("payer") else ("patients", freda)
    url = reverse(f"{feature}:{name}", args=own.get(name, [patient, mine.public_id]))
    return Forged(opened(signed_in(person, htmx=True), url).fill(**typed), person)


@pytest.mark.parametrize("token", ["", "x" * 1_000_000, "\x00", ".eJwrSS0uAQAEXQHB:x:y", "[1]", "\ufffd"])
def test_whatever_stands_in_the_token_overwrites_nobody(token, forged):
    if "/new/" in forged.form.url:  # there is nothing to overwrite
        return
    if forged.form.url.endswith("card/change/"):
        CoverageCard.objects.create(
            patient=Coverage.objects.get().patient,
            coverage=Coverage.objects.get(),
            front=picture("blue").read(),
        )
    assert forged.form.fill(form_loaded=token).send().status_code in (409, 422)
    assert nothing_was_written()


@pytest.mark.parametrize("key", ["", "\x00", "0", "x" * 100_000, "' OR 1=1--"])
def test_a_key_that_is_none_saves_nothing(key, forged):
    assert forged.form.fill(form_key=key).send().status_code == 422
    assert nothing_was_written()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_form_is_sent_in_one_way_only(method, forged):
    assert getattr(forged.form.browser, method)(forged.form.url).status_code == 405
    assert nothing_was_written()


def test_a_form_without_its_csrf_token_is_refused(forged):
    browser = Client(enforce_csrf_checks=True, headers={"HX-Request": "true"})
    browser.force_login(forged.person, backend=BACKEND)
    form = Filled(browser, forged.form.url, {**forged.form.values})
    form.values.pop("csrfmiddlewaretoken")

    assert form.send().status_code == 403
    assert nothing_was_written()


@pytest.mark.parametrize(
    "body",
    [{f"unknown{number}": "x" for number in range(10_000)}, {"note": "x" * 10_000_000}],
    ids=["10,000 fields", "10 MB beside"],
)
def test_a_body_that_is_too_large_is_refused_as_a_whole(body, forged):
    answer = forged.form.browser.post(forged.form.url, {**forged.form.values, **body})
    assert answer.status_code in (400, 413)
    assert nothing_was_written()


def test_a_double_click_in_any_form_saves_once(forged):
    first = forged.form.send()
    for sent in forged.form.values.values():
        if isinstance(sent, SimpleUploadedFile):
            sent.seek(0)
    rows = (Coverage.objects.count(), CoverageCard.objects.count(), Payer.objects.count())
    again = forged.form.send()

    assert (first.status_code, again.status_code) == (200, 200)
    assert rows == (Coverage.objects.count(), CoverageCard.objects.count(), Payer.objects.count())
    assert SavedForm.objects.count() == 1


def test_ids_of_another_in_the_body_touch_nothing_of_theirs(forged, theirs):
    ids = {"coverage": theirs, "card": theirs.card, "patient": theirs.patient}
    told = {name: str(row.public_id) for name, row in ids.items()}
    forged.form.fill(**told, id=str(theirs.pk), pk=str(theirs.pk), public_id=told["coverage"], version="9")

    assert forged.form.send().status_code == 200
    theirs.refresh_from_db()
    assert (theirs.version, theirs.member_id, theirs.verified_on) == (1, "T-1", None)
    assert theirs.card.version == CoverageCard.objects.get(coverage=theirs).version == 1


def test_the_token_of_another_form_about_the_same_coverage_is_none(freda, signed_in, mine):
    browser = signed_in(freda, htmx=True)
    change, verify = (
        opened(browser, reverse(f"patients:{name}", args=[mine.patient.public_id, mine.public_id]))
        for name in ("change_coverage", "verify_coverage")
    )
    change.fill(plan="Gold", form_loaded=verify.values["form_loaded"])

    assert change.send().status_code == 409
    assert nothing_was_written()


def test_a_used_key_at_another_patient_saves_nothing_there(freda, signed_in, mine, theirs):
    browser = signed_in(freda, htmx=True)
    forms = [
        opened(browser, reverse("patients:change_coverage", args=[one.patient.public_id, one.public_id]))
        for one in (mine, theirs)
    ]
    assert forms[0].fill(plan="Gold").send().status_code == 200
    assert forms[1].fill(plan="Gold", form_key=forms[0].values["form_key"]).send().status_code == 409
    theirs.refresh_from_db()
    assert (theirs.plan, theirs.version) == ("", 1)


@pytest.mark.parametrize("payer", ["not-a-uuid", "00000000-0000-0000-0000-000000000000", "1 OR 1=1", "1%00"])
def test_a_payer_that_is_none_is_refused_at_its_field(payer, freda, signed_in, mine):
    url = reverse("patients:change_coverage", args=[mine.patient.public_id, mine.public_id])
    answer = opened(signed_in(freda, htmx=True), url).fill(payer=payer).send()

    assert answer.status_code == 422
    assert "-payer_error" in answer.text
    assert nothing_was_written()


@pytest.mark.parametrize(
    "name",
    [f"{'x' * 300}.png", ".htaccess", "a.php.jpg", "card", "../../etc/passwd", "a\x00b.png", "\u202egnp.exe"],
)
def test_what_a_file_is_called_is_neither_believed_nor_kept(name, freda, signed_in, mine):
    url = reverse("patients:change_card", args=[mine.patient.public_id, mine.public_id])
    sent = picture()
    sent._name = name
    assert opened(signed_in(freda, htmx=True), url).fill(front=sent).send().status_code == 200
    browser = signed_in(freda)
    shown = browser.get(
        reverse("patients:card_picture", args=[mine.patient.public_id, mine.public_id, "front"])
    )
    assert shown["Content-Disposition"] == 'attachment; filename="card-front"'


@pytest.mark.parametrize(
    "content",
    [
        b"\0",
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>",
        b"GIF89a/*\x01\x00*/=1;alert(1)//",
        b"PK\x03\x04" + b"\0" * 200,
        b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;</svg>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        b"\xff\xd8\xff\xdb" + b"\xff" * 1000,
    ],
    ids=["1 byte", "pdf", "gif and script", "zip", "svg", "png", "webp", "jpeg"],
)
def test_a_file_that_is_no_picture_changes_nothing(content, freda, signed_in, mine):
    url = reverse("patients:change_card", args=[mine.patient.public_id, mine.public_id])
    form = opened(signed_in(freda, htmx=True), url)
    answer = form.fill(back=SimpleUploadedFile("card.jpg", content, content_type="image/jpeg")).send()

    assert answer.status_code == 422
    assert "-back_error" in answer.text
    assert nothing_was_written()
    assert not CoverageCard.objects.exists()
