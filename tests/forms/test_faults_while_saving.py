"""Servers fail while forms are saved: every save is answered, and what was acknowledged stands there exactly once."""

import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from threading import Event
from unittest.mock import patch

import pytest
from django.core.cache import cache, caches
from django.db import OperationalError, connection
from django.urls import reverse

from features.foundation.audit.models import AuditEvent
from features.foundation.records.models import SavedForm
from features.foundation.records.postgresql.base import DatabaseWrapper
from features.patients.models import Patient
from features.problems.models import Allergy
from tests.factories import PatientFactory
from tests.forms import own_servers
from tests.forms.insisting import AWAY, Insisting
from tests.forms.sent import opened
from tests.forms.served import Browser, together
from tests.records.broken_redis import caches_at, free_port, server

for_threads = pytest.mark.django_db(transaction=True)
on_our_servers = pytest.mark.skipif(
    not own_servers.are_ours(),
    reason="this database was not started by tools/servers.py, so it is not killed",
)


@pytest.fixture
def people(freda, nadia, dan, signed_in, harbour):
    """Three who save, each to a patient of their own."""
    return [
        Insisting(Browser(signed_in(person)), PatientFactory(at=harbour)) for person in (freda, nadia, dan)
    ]


def save(people: list[Insisting], times: int, *, meanwhile: Callable[[], object] = lambda: None) -> None:
    """All of them at once, each so often; then what they were told is compared with what stands."""

    def work(person: Insisting) -> None:
        for _ in range(times):
            person.save()

    together([meanwhile, *(lambda person=person: work(person) for person in people)])
    each_stands_once(people)


def each_stands_once(people: list[Insisting]) -> None:
    for person in people:
        person.finds_each_once()
    acknowledged = sum(len(person.acknowledged) for person in people)
    assert SavedForm.objects.count() == acknowledged
    assert AuditEvent.objects.filter(action="change").count() == acknowledged


# Redis ------------------------------------------------------------------------------------------------


@contextmanager
def refused(settings):
    settings.CACHES = caches_at(free_port())
    yield


@contextmanager
def hung(settings):
    with server(None) as (port, _):
        settings.CACHES = caches_at(port)
        yield


@contextmanager
def flushed(settings):
    cache.clear()
    yield


@contextmanager
def restarted(settings):
    """Empty, and every connection to it is broken."""
    client = caches["default"].client.get_client()
    client.flushdb()
    client.client_kill_filter(_type="normal", skipme=True)
    yield


BROKEN = [refused, hung, flushed, restarted]


@pytest.mark.django_db
@pytest.mark.parametrize("broken", BROKEN)
def test_a_save_does_not_notice_what_becomes_of_redis(broken, settings, freda, signed_in, harbour):
    patient = PatientFactory(at=harbour)
    browser = signed_in(freda, htmx=True)
    form = opened(browser, reverse("patients:change_contacts", args=[patient.public_id]))
    with broken(settings):
        answers = [form.fill(email="new@example.org").send(), form.send()]

    assert [answer.status_code for answer in answers] == [200, 200]
    present = Patient.objects.get(pk=patient.pk)
    assert (present.email, present.version, SavedForm.objects.count()) == ("new@example.org", 2, 1)


@for_threads
@pytest.mark.campaign
@pytest.mark.parametrize("broken", BROKEN)
def test_nobody_who_saves_notices_what_becomes_of_redis(broken, settings, people):
    with ExitStack() as breaking:
        save(people, 50, meanwhile=lambda: time.sleep(1) or breaking.enter_context(broken(settings)))
    assert [person.refused for person in people] == [0, 0, 0]


@for_threads
@pytest.mark.campaign
@on_our_servers
def test_nobody_who_saves_notices_that_valkey_was_restarted(people):
    def restart() -> None:
        time.sleep(1)
        own_servers.stop_valkey()
        time.sleep(1)
        own_servers.start_servers()

    save(people, 50, meanwhile=restart)
    assert [person.refused for person in people] == [0, 0, 0]
    own_servers.wait_for_the_cache()


# PostgreSQL -------------------------------------------------------------------------------------------


@for_threads
def test_what_was_acknowledged_stands_once_although_connections_end(people):
    with own_servers.connections_ended_at_random() as ended:
        save(people, 4)
    assert ended[0] > 0


@for_threads
@pytest.mark.campaign
def test_what_was_acknowledged_stands_once_although_hundreds_of_connections_end(people):
    with own_servers.connections_ended_at_random() as ended:
        save(people, 200)
    assert ended[0] > 100
    assert sum(person.refused for person in people) > 100, "hardly a save was disturbed"


@for_threads
@pytest.mark.campaign
@on_our_servers
def test_what_was_acknowledged_stands_once_although_postgresql_is_killed_twenty_times(people):
    back, enough = [], Event()

    def work(person: Insisting) -> None:
        while not enough.is_set():
            person.save()

    def kill() -> None:
        try:
            for _ in range(20):
                time.sleep(1)
                own_servers.kill_postgres()
                own_servers.start_servers()
                back.append(time.monotonic())
            time.sleep(5)
        finally:
            enough.set()

    together([kill, *(lambda person=person: work(person) for person in people)])
    connection.close()
    each_stands_once(people)
    assert sum(person.refused for person in people) >= len(back) == 20
    acknowledged = sorted(at for person in people for at in person.at)
    waited = [next(at for at in acknowledged if at > then) - then for then in back]
    assert max(waited) <= 5, waited


# A COMMIT whose answer is lost ------------------------------------------------------------------------


@contextmanager
def lost(number: int, *, is_carried_out: bool):
    """The connection breaks at the COMMIT of this number, after it was carried out or before; yields what is left."""
    commit, left = DatabaseWrapper._commit, [number]

    def commit_and_break(self) -> None:
        left[0] -= 1
        if left[0] or is_carried_out:
            commit(self)
        if not left[0]:
            self.connection.close()
            raise OperationalError("the connection is gone")

    with patch.object(DatabaseWrapper, "_commit", commit_and_break):
        yield left


@for_threads
@pytest.mark.parametrize("is_carried_out", [True, False])
def test_a_save_whose_commit_was_not_answered_is_sent_again_and_stands_once(
    is_carried_out, nadia, signed_in, harbour
):
    browser, number, stood = Browser(signed_in(nadia)), 0, []
    while True:
        number += 1
        patient = PatientFactory(at=harbour)
        form = opened(browser, reverse("problems:record_allergy", args=[patient.public_id]))
        form.fill(substance="Latex", reaction="Hives")
        with lost(number, is_carried_out=is_carried_out) as left:
            first = form.send()
        if left[0] > 0:
            break
        assert first.status_code in AWAY
        stood.append(Allergy.objects.filter(patient=patient).exists())
        assert form.send().status_code == 200
        assert Allergy.objects.get(patient=patient).reactions.count() == 1
        trail = AuditEvent.objects.filter(patient=patient.public_id, action="create")
        assert (trail.count(), SavedForm.objects.filter(key=form.values["form_key"]).count()) == (1, 1)

    assert is_carried_out in stood
