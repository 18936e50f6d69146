"""All notes in full: who signed, every addendum with its note, nothing of others' drafts, nothing sensitive."""

from datetime import UTC, datetime, timedelta

import pytest

from features.notes.models import Note
from tests.factories import PatientFactory, ProviderFactory
from tests.pages_read import link

THEN = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
HASH = "0" * 64


@pytest.fixture
def amara(harbour):
    return PatientFactory(at=harbour)


@pytest.fixture
def author(harbour, dan):
    return ProviderFactory(family_name="Whitlow", given_names="Dan", facility=harbour, user=dan)


@pytest.fixture
def timeline(nadia, signed_in):
    def shown(patient, url: str = "", *, to=nadia) -> str:
        url = url if url.startswith("/") else f"/patients/{patient.public_id}/notes/{url}"
        return signed_in(to).get(url).content.decode()

    return shown


def write(patient, title: str = "Progress note", *, at: datetime = THEN, **values) -> Note:
    """A signed note of a physician unless said otherwise."""
    told = {"kind": "physician", "status": "signed", "text": "Slept well.", **values}
    if told["status"] != "draft":
        told = {"signed_at": at + timedelta(minutes=5), "content_hash": HASH, **told}
    return Note.objects.create(patient=patient, title=title, written_at=at, **told)


def titles(html: str) -> list[str]:
    return [part.split("</bdi>")[0] for part in html.split('class="wholenote__title"><bdi>')[1:]]


def test_a_note_says_who_signed_it_and_when(amara, author, dan, timeline):
    write(amara, author=author, signed_by=dan.public_id)

    assert "signed by Dan Whitlow at 14 Mar 2026, 09:35" in timeline(amara)


def test_who_signed_is_told_even_where_somebody_else_wrote(amara, author, nadia, dan, timeline):
    write(amara, author=author, signed_by=nadia.public_id, status="cosigned", cosigned_at=THEN + timedelta(hours=1),
          cosigned_by=dan.public_id)  # fmt: skip

    assert (
        "signed by Nadia Petrov at 14 Mar 2026, 09:35; cosigned by Dan Whitlow at 14 Mar 2026, 10:30"
        in timeline(amara)
    )


def test_an_addendum_stands_under_its_note_however_old_that_is(amara, author, timeline):
    first = write(amara, "The oldest", at=THEN - timedelta(days=400))
    for number in range(24):
        write(amara, f"Note {number}", at=THEN - timedelta(hours=number))
    write(amara, "Addendum", text="Potassium repeated.", addendum_to=first, at=THEN, author=author)
    newest = timeline(amara)
    oldest = timeline(amara, link(newest, "Older"))

    assert "Potassium repeated." not in newest
    assert "Addendum" not in titles(newest) + titles(oldest)
    assert "; addendum by Dan Whitlow at 14 Mar 2026, 09:35" in oldest
    assert "Potassium repeated." in oldest.split("The oldest")[1]


def test_paragraphs_are_kept_and_a_long_note_is_folded_whole(amara, timeline):
    write(amara, text="First.\n\nSecond.")
    write(amara, "Long", text="Word " * 400 + "the end.")
    html = timeline(amara)

    assert "First.\n\nSecond." in html
    assert html.count('class="wholenote__fold"') == 1
    assert "the end." in html


def test_a_mistake_is_struck_through_with_its_reason(amara, timeline):
    write(amara, status="entered-in-error", error_reason="another patient's")
    html = timeline(amara)

    assert "Entered in error: another patient&#x27;s" in html
    assert '<s class="wholenote__text">Slept well.</s>' in html


def test_a_draft_is_its_authors_alone(amara, author, dan, nadia, timeline):
    write(amara, "Half a thought", status="draft", author=author)

    assert "your draft of 14 Mar 2026, 09:30" in timeline(amara, to=dan)
    assert "Half a thought" not in timeline(amara, to=nadia)


def test_a_sensitive_note_and_a_sensitive_addendum_are_shown_to_nobody_without_the_right(
    amara, dan, timeline
):
    note = write(amara, "Plain")
    write(amara, "Secret", is_sensitive=True)
    write(amara, "Addendum", text="Secret too", is_sensitive=True, addendum_to=note)
    html = timeline(amara, to=dan)

    assert titles(html) == ["Plain"]
    assert "Secret" not in html


def test_notes_are_narrowed_by_kind_and_by_nothing_else(amara, timeline):
    write(amara, "Doctor's")
    write(amara, "Nurse", kind="nursing")

    assert titles(timeline(amara, "?kind=nursing")) == ["Nurse"]
    assert titles(timeline(amara, "?kind=secret")) == titles(timeline(amara))
    assert len(titles(timeline(amara))) == 2


def test_leafing_back_and_forward_loses_no_note(amara, timeline):
    for number in range(50):
        write(amara, f"Note {number:02d}", at=THEN - timedelta(hours=number // 2))
    html = timeline(amara)
    seen = titles(html)
    while older := link(html, "Older"):
        html = timeline(amara, older)
        seen += titles(html)

    assert len(seen) == len(set(seen)) == 50
    back = set(titles(html))
    while newer := link(html, "Newer"):
        html = timeline(amara, newer)
        back |= set(titles(html))
    assert back == set(seen)


def test_other_scripts_and_markup_are_drawn_as_words(amara, timeline):
    write(amara, "ملاحظة متابعة", text="<script>alert(1)</script>")
    html = timeline(amara)

    assert titles(html) == ["ملاحظة متابعة"]
    assert "<script>alert" not in html


def test_an_empty_chart_says_what_will_be_here(amara, timeline):
    assert "No notes yet" in timeline(amara)
    assert "No notes of this kind" in timeline(amara, "?kind=nursing")


def test_it_is_unchanged_until_something_is_written(amara, nadia, signed_in):
    client, url = signed_in(nadia, htmx=True), f"/patients/{amara.public_id}/notes/"
    etag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    write(amara)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_the_other_clinic_finds_nobody(amara, olga, signed_in):
    assert signed_in(olga).get(f"/patients/{amara.public_id}/notes/").status_code == 404
