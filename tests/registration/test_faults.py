"""Faults at the desk: sent twice, servers restarted while one types, servers away while one saves; everybody once."""

import pytest
from django.core.cache import cache
from django.db import connection

from features.foundation.records.models import SavedForm
from features.patients.models import Patient
from tests.forms import own_servers
from tests.forms.sent import Filled
from tests.forms.served import Browser, application, together
from tests.forms.test_faults_while_saving import BROKEN, lost
from tests.registration.desk_forms import FORMS, chart_of, stands_once

for_threads = pytest.mark.django_db(transaction=True)
each_form = pytest.mark.parametrize("make", FORMS, ids=lambda make: make.__name__)

END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
)


@pytest.fixture
def desk(freda, signed_in) -> Browser:
    return Browser(signed_in(freda))


@for_threads
@each_form
def test_a_double_click_registers_once(make, desk, freda, signed_in, harbour):
    form = make(desk, harbour, 1)
    before = Patient.objects.count()
    twin = Filled(Browser(signed_in(freda)), form.url, form.values)
    twin.browser.cookies = desk.cookies.copy()
    answers = together([form.send, twin.send])

    assert [answer.status_code for answer in answers] == [200, 200]
    one, other = map(chart_of, answers)
    assert one == other
    stands_once(one, before, make)


@for_threads
@each_form
def test_servers_that_were_restarted_while_one_typed_save_what_was_typed(make, desk, harbour):
    """The process of the application is another one, Valkey is empty, every connection to the database has ended."""
    form = make(desk, harbour, 2)
    before, database = Patient.objects.count(), connection.settings_dict["NAME"]
    application.cache_clear()
    cache.clear()
    connection.close()
    with own_servers.owner() as own:
        own.cursor().execute(END_ALL, [database])

    stands_once(chart_of(form.send()), before, make)


@pytest.mark.django_db
@each_form
@pytest.mark.parametrize("broken", BROKEN)
def test_a_registration_does_not_notice_what_becomes_of_redis(
    broken, make, settings, freda, signed_in, harbour
):
    form = make(signed_in(freda, htmx=True), harbour, 3)
    before = Patient.objects.count()
    with broken(settings):
        answers = [form.send(), form.send()]

    assert chart_of(answers[0]) == chart_of(answers[1])
    stands_once(chart_of(answers[0]), before, make)


@for_threads
@each_form
@pytest.mark.parametrize("is_carried_out", [True, False])
def test_a_registration_whose_commit_was_not_answered_is_sent_again_and_stands_once(
    is_carried_out, make, desk, harbour
):
    number, broken = 0, 0
    while True:
        number += 1
        form = make(desk, harbour, 3 + number)
        before = Patient.objects.count()
        with lost(number, is_carried_out=is_carried_out) as left:
            first = form.send()
        if left[0] > 0:
            break
        broken += 1
        answer = first if first.status_code == 200 else form.send()
        stands_once(chart_of(answer), before, make)
        assert SavedForm.objects.filter(key=form.values["form_key"]).count() == 1
    assert broken > 0
