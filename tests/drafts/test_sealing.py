"""Sealed at rest, bound to person, address and form; and keys that are replaced."""

from io import StringIO
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from features.foundation.drafts.models import Draft
from features.foundation.drafts.sealing import CannotBeOpened, seal, unseal
from features.foundation.drafts.services import content_of

TYPED = {"note": ["Rash after gloves 😀"], "kind": []}


def place(**other):
    return {"by": uuid4(), "path": "/patients/", "key": uuid4(), **other}


def test_what_was_sealed_opens_in_its_place():
    here = place()

    assert unseal(seal(TYPED, **here), **here) == TYPED


@pytest.mark.parametrize("moved", ["by", "path", "key"])
def test_what_was_moved_does_not_open(moved):
    here = place()
    other = {**here, moved: "/elsewhere/" if moved == "path" else uuid4()}

    with pytest.raises(CannotBeOpened):
        unseal(seal(TYPED, **here), **other)


@pytest.mark.parametrize("broken", [b"", b"nothing", b"gAAAA"])
def test_what_is_broken_does_not_open(broken):
    with pytest.raises(CannotBeOpened):
        unseal(broken, **place())


def test_what_was_changed_by_one_bit_does_not_open():
    here = place()
    sealed = bytearray(seal(TYPED, **here))
    sealed[40] ^= 1

    with pytest.raises(CannotBeOpened):
        unseal(bytes(sealed), **here)


def kept(count: int) -> list[Draft]:
    drafts = []
    for _ in range(count):
        here = place()
        drafts.append(
            Draft.objects.create(
                kept_by=here["by"],
                path=here["path"],
                form_key=here["key"],
                sequence=1,
                sealed=seal(TYPED, **here),
            )
        )
    return drafts


@pytest.mark.django_db
def test_after_the_rotation_the_old_key_can_be_taken_away(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.DRAFT_KEYS = [old]
    drafts = kept(3)
    settings.DRAFT_KEYS = [new, old]
    said = StringIO()
    call_command("rotate_draft_keys", stdout=said)
    settings.DRAFT_KEYS = [new]

    assert said.getvalue() == "3 drafts are sealed with the first key.\n"
    for draft in drafts:
        draft.refresh_from_db()
        assert content_of(draft=draft) == TYPED


@pytest.mark.django_db
def test_a_draft_that_no_key_opens_is_counted_and_the_others_are_sealed_anew(settings):
    settings.DRAFT_KEYS = [Fernet.generate_key().decode()]
    [lost] = kept(1)
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.DRAFT_KEYS = [old]
    [held] = kept(1)
    settings.DRAFT_KEYS = [new, old]
    with pytest.raises(CommandError, match="1 drafts cannot be opened"):
        call_command("rotate_draft_keys", stdout=StringIO())
    settings.DRAFT_KEYS = [new]
    held.refresh_from_db()

    assert content_of(draft=held) == TYPED
    assert Draft.objects.filter(pk=lost.pk).exists()


def test_a_new_key_is_one():
    said = StringIO()
    call_command("make_draft_key", stdout=said)

    assert Fernet(said.getvalue().strip())


@pytest.mark.django_db
def test_nothing_that_was_typed_is_readable_in_the_database():
    kept(1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM drafts_draft d")
        [(row,)] = cursor.fetchall()

    assert "Rash" not in row
    assert b"Rash".hex() not in row
