"""Colleagues in the banner and beside a form: seen by their initials, and never a reason to record or to stay."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from features.foundation.access import sessions
from features.foundation.audit.models import AuditEvent
from features.foundation.live import presence
from features.foundation.records import clock
from tests.factories import PatientFactory
from tests.records.broken_redis import caches_at, free_port

pytestmark = pytest.mark.django_db
FORM = "problems-allergies"


@pytest.fixture
def amara(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def here(amara):
    """`here(nadia, dan)` have the chart open."""

    def come(*people, edits: str = "") -> None:
        topic = f"patient:{amara.public_id}"
        presence.stay({(topic, str(person.public_id)) for person in people})
        for person in people:
            presence.edit(topic, str(person.public_id), edits)

    return come


def places(patient) -> list[str]:
    return [
        reverse("patients:presence", args=[patient.public_id]),
        reverse("patients:editors", args=[patient.public_id, FORM]),
    ]


def test_colleagues_are_shown_and_oneself_is_not(signed_in, nadia, dan, freda, amara, here):
    here(nadia, dan, edits=FORM)
    here(freda)
    banner, beside = (signed_in(nadia, htmx=True).get(url).content.decode() for url in places(amara))

    assert all(dan.full_name in text and nadia.full_name not in text for text in (banner, beside))
    assert f"{dan.full_name} is editing allergies" in banner
    assert f"{freda.full_name} has this chart open" in banner
    assert freda.full_name not in beside


def test_more_than_four_are_counted(signed_in, nadia, dan, freda, lars, paul, petra, adam, amara, here):
    here(dan, freda, lars, paul, petra, adam)

    assert "+2" in signed_in(nadia, htmx=True).get(places(amara)[0]).content.decode()


@pytest.mark.parametrize("place", [0, 1], ids=["banner", "beside a form"])
def test_a_name_is_text_whatever_is_in_it(place, signed_in, nadia, dan, amara, here):
    dan.full_name = '"><img src=x onerror=alert(1)>'
    dan.save()
    here(dan, edits=FORM)
    text = signed_in(nadia, htmx=True).get(places(amara)[place]).content.decode()

    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert 'title=""' not in text


@pytest.mark.parametrize("place", [0, 1], ids=["banner", "beside a form"])
def test_it_is_304_until_somebody_comes(place, signed_in, nadia, dan, amara, here):
    hers, url = signed_in(nadia, htmx=True), places(amara)[place]
    etag = hers.get(url)["ETag"]
    assert hers.get(url, headers={"If-None-Match": etag}).status_code == 304
    here(nadia)
    assert hers.get(url, headers={"If-None-Match": etag}).status_code == 304
    here(dan, edits=FORM)
    answer = hers.get(url, headers={"If-None-Match": etag})

    assert (answer.status_code, dan.full_name in answer.content.decode()) == (200, True)


def test_what_one_edits_is_told_and_taken_back(signed_in, nadia, dan, amara, here):
    here(nadia)
    hers, his, url = signed_in(nadia, htmx=True), signed_in(dan, htmx=True), places(amara)[0]
    for edited, words in ((FORM, "is editing"), ("", "has this chart open")):
        assert hers.post(url, {"edited": edited}).status_code == 204
        assert f"{nadia.full_name} {words}" in his.get(url).content.decode()


@pytest.mark.parametrize("edited", ["nothing", "<b>", "problems-allergies ", "a" * 10_000, "\0"])
def test_a_form_that_there_is_not_is_404_and_told_to_nobody(edited, signed_in, nadia, dan, amara, here):
    here(nadia)
    hers = signed_in(nadia, htmx=True)

    assert hers.post(places(amara)[0], {"edited": edited}).status_code == 404
    assert "is editing" not in signed_in(dan, htmx=True).get(places(amara)[0]).content.decode()
    assert hers.get(reverse("patients:editors", args=[amara.public_id, "nothing"])).status_code == 404


def test_it_leaves_no_trace_and_extends_no_session(signed_in, nadia, dan, amara, here):
    here(dan, edits=FORM)
    hers = signed_in(nadia, htmx=True)
    before = hers.session[sessions.ACTIVE]
    clock.move_by(timedelta(minutes=5))
    rows = AuditEvent.objects.count()
    for url in places(amara):
        assert hers.get(url).status_code == 200
    assert hers.post(places(amara)[0], {"edited": FORM}).status_code == 204

    assert AuditEvent.objects.count() == rows
    assert hers.session[sessions.ACTIVE] == before


@pytest.mark.parametrize("place", [0, 1], ids=["banner", "beside a form"])
def test_who_may_not_see_the_patient_sees_nobody_and_says_nothing(place, signed_in, olga, dan, amara, here):
    here(dan, edits=FORM)
    hers, url = signed_in(olga, htmx=True), places(amara)[place]

    assert hers.get(url).status_code == 404
    assert hers.post(url, {"edited": FORM}).status_code in (404, 405)
    assert hers.get(reverse("patients:presence", args=[uuid4()])).status_code == 404


def test_without_redis_nobody_is_shown(signed_in, nadia, dan, amara, here, settings):
    here(dan, edits=FORM)
    settings.CACHES = caches_at(free_port())
    hers = signed_in(nadia, htmx=True)

    for url in places(amara):
        answer = hers.get(url)
        assert (answer.status_code, dan.full_name in answer.content.decode()) == (200, False)
    assert hers.post(places(amara)[0], {"edited": FORM}).status_code == 204


@pytest.mark.parametrize("poison", ["nobody", "", "\0", "0190c0de-0000-7000-8000-000000000000"])
def test_a_colleague_whom_nobody_knows_is_not_shown(poison, signed_in, nadia, dan, amara, here):
    here(dan)
    key = f"chartside:present:patient:{amara.public_id}"
    cache.client.get_client().zadd(key, {poison: 9e12})
    answer = signed_in(nadia, htmx=True).get(places(amara)[0])

    assert (answer.status_code, dan.full_name in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("change_contacts", "contact details"),
        ("change_identity", "identity"),
        ("change_care", "provider and language"),
        ("add_address", "the address"),
        ("add_name", "other names"),
        ("add_relative", "related people"),
        ("add_consent", "consents"),
        ("change_photo", "the photo"),
    ],
)
def test_each_section_is_named_and_only_those_in_the_same_are_beside_it(
    name, words, signed_in, nadia, dan, freda, amara, here
):
    url = reverse(f"patients:{name}", args=[amara.public_id])
    form = signed_in(nadia, htmx=True).get(url).text
    edited = form.partition('data-edits="')[2].partition('"')[0]
    here(nadia, dan, freda)
    dans = signed_in(dan, htmx=True)
    assert dans.post(places(amara)[0], {"edited": edited}).status_code == 204
    others = "patients-identity" if edited != "patients-identity" else "patients-identity-care"
    assert signed_in(freda, htmx=True).post(places(amara)[0], {"edited": others}).status_code == 204
    banner, beside = (signed_in(nadia, htmx=True).get(place).text for place in (places(amara)[0], url))

    assert f"{dan.full_name} is editing {words}" in banner
    assert f"{dan.full_name} is editing {words}" in beside
    assert freda.full_name not in beside
