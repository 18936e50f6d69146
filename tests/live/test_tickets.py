"""The ticket of a page: what it holds, and that only ours, for this very person, opens a stream."""

import json
from base64 import urlsafe_b64decode
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from zlib import decompress

import pytest
from django.core import signing

from features.foundation.live.tickets import SALT, ForeignTicket, read, rights_of, stream_url
from features.patients.reading import visible_patient
from features.patients.topics import CHARTS
from tests.chart_rows import fill_chart
from tests.factories import PatientFactory
from tests.live.hearing import listening

TOPICS = {"patient:0190c0de-0000-7000-8000-000000000000": {"allergies-changed": "3"}}


def ticket(url: str) -> str:
    return parse_qs(urlsplit(url).query)["shows"][0]


def given_to(user, **other) -> dict:
    """What we would have signed for `user`, but for what is `other`."""
    return {"for": str(user.public_id), "rights": rights_of(user), "topics": TOPICS, **other}


def without(user, name: str) -> dict:
    return {key: value for key, value in given_to(user).items() if key != name}


def test_a_ticket_tells_what_was_put_into_it(nadia):
    told = read(ticket(stream_url(nadia, TOPICS)), nadia)

    assert (told.topics, told.rights) == (TOPICS, rights_of(nadia))


def test_a_page_without_a_ticket_watches_nothing(nadia):
    assert read("", nadia).topics == {}


def test_the_ticket_of_somebody_else_is_foreign(nadia, dan):
    with pytest.raises(ForeignTicket):
        read(ticket(stream_url(dan, TOPICS)), nadia)


@pytest.mark.parametrize("forge", [str.upper, str.swapcase, lambda text: text[:-1], lambda text: "A" + text])
def test_a_ticket_that_was_changed_is_foreign(forge, nadia):
    with pytest.raises(ForeignTicket):
        read(forge(ticket(stream_url(nadia, TOPICS))), nadia)


@pytest.mark.parametrize("text", ["x", ":", "a:b:c", "\0", "é:é:é", "." * 10_000, "eyJ9:1:x"])
def test_what_was_never_a_ticket_is_foreign(text, nadia):
    with pytest.raises(ForeignTicket):
        read(text, nadia)


def test_what_we_signed_for_another_purpose_is_foreign(nadia):
    with pytest.raises(ForeignTicket):
        read(signing.dumps(given_to(nadia), salt="another purpose"), nadia)


SHAPES = {
    "nothing": lambda user: None,
    "a list": lambda user: [1, 2],
    "a text": lambda user: "for",
    "for nobody": lambda user: without(user, "for"),
    "without rights": lambda user: without(user, "rights"),
    "without topics": lambda user: without(user, "topics"),
    "rights that are a number": lambda user: given_to(user, rights=7),
    "topics in a list": lambda user: given_to(user, topics=["patient:1"]),
    "a topic without versions": lambda user: given_to(user, topics={"patient:1": None}),
    "versions in a list": lambda user: given_to(user, topics={"patient:1": ["a"]}),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_another_release_signed_in_another_shape_is_foreign(shape, nadia):
    with pytest.raises(ForeignTicket):
        read(signing.dumps(SHAPES[shape](nadia), salt=SALT), nadia)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("url", ["/live/?shows=x", "/live/?shows=%FF%00", "/live/?shows=" + "." * 3000])
def test_the_stream_refuses_a_foreign_ticket(url, served, signed_in, nadia):
    with listening(served, signed_in(nadia), url) as stream:
        assert stream.status == 400


@pytest.mark.django_db(transaction=True)
def test_the_stream_refuses_the_ticket_of_a_colleague(served, signed_in, nadia, dan):
    with listening(served, signed_in(nadia), stream_url(dan, {})) as stream:
        assert stream.status == 400


@pytest.mark.django_db
def test_a_ticket_of_a_full_chart_is_small_and_names_nobody(nadia, harbour):
    amara = PatientFactory(
        family_name="Okafor", given_names="Amara", phone_mobile="555-0142", email="a@example.org", at=harbour
    )
    fill_chart(amara, 3)
    url = stream_url(nadia, CHARTS.told(visible_patient(nadia, amara.public_id)))

    told = content(ticket(url))
    assert len(url) < 2048
    assert set(told) == {"for", "rights", "topics"}
    assert set(told["topics"]) == {f"patient:{amara.public_id}"}
    assert all(version.replace(".", "").isdigit() for version in told["topics"].popitem()[1].values())
    for secret in ("Okafor", "Amara", "555", "example", amara.mrn, "nadia", nadia.full_name):
        assert secret not in json.dumps(content(ticket(url)))


def content(text: str) -> dict:
    """What anybody can read in a ticket without our key."""
    packed = text.partition(":")[0]
    data = urlsafe_b64decode(packed.removeprefix(".") + "===")
    return json.loads(decompress(data) if packed.startswith(".") else data)


@pytest.mark.parametrize("change", ["denied", "facility"])
def test_rights_are_others_when_the_person_may_do_less_or_works_elsewhere(change, nadia, hillside):
    before = rights_of(nadia)
    nadia.denied, nadia.facility = (
        (["find_patient.read"], nadia.facility) if change == "denied" else ([], hillside)
    )
    del nadia.__dict__["permissions"]

    assert rights_of(nadia) != before


def test_a_topic_that_nobody_knows_is_watched_by_nobody(nadia):
    """It is no fault: the page is told to load itself again."""
    assert read(ticket(stream_url(nadia, {f"ward:{uuid4()}": {}})), nadia).topics
