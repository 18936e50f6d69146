"""The canary: a patient whose every field holds a marker goes everywhere; then every sink is searched for it."""

import json
import logging

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from features.foundation.ui.log_filter import WithoutValues
from features.patients.models import Patient
from features.patients.views import PatientList
from tests.factories import CoverageFactory, PatientFactory

MARK = "Quokkamarker"


@pytest.fixture
def log_lines(settings):
    """Everything that would be written to the log, formatted as in production."""
    from site_config.settings.logging import logging_config

    lines: list[str] = []

    class Sink(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    config = logging_config("DEBUG")
    sink = Sink(level=logging.DEBUG)
    formatter = dict(config["formatters"]["line"])
    sink.setFormatter(import_string(formatter.pop("()"))(**formatter))
    sink.addFilter(WithoutValues())
    root = logging.getLogger()
    level, handlers = root.level, root.handlers
    root.setLevel(logging.INFO)
    root.handlers = [sink]
    yield lines
    root.setLevel(level)
    root.handlers = handlers


@pytest.fixture
def canary(harbour):
    patient = PatientFactory(
        family_name=MARK,
        given_names=f"Given{MARK}",
        phone_mobile=f"1{MARK}",
        phone_home=f"2{MARK}",
        at=harbour,
    )
    CoverageFactory(patient=patient, member_id=MARK)
    return patient


def test_no_sink_holds_the_marker(canary, nadia, signed_in, log_lines, monkeypatch):
    client = signed_in(nadia)
    client.raise_request_exception = False
    paths = [
        "/patients/",
        f"/patients/{canary.public_id}/",
        f"/patients/{canary.public_id}/banner/",
        "/patients/count/",
    ]
    answers = [client.get(path) for path in paths]
    assert MARK in answers[0].content.decode(), "the canary must be seen on the screen"
    answers.append(client.post("/patients/find/", {"text": MARK}))
    answers.append(client.get(answers[-1].headers["Location"]))
    answers.append(client.get(f"/patients/{MARK}/"))
    answers.append(client.get(f"/patients/?status={MARK}&sort={MARK}"))
    monkeypatch.setattr(PatientList, "listing", break_with_the_marker)
    answers.append(client.get("/patients/"))
    assert answers[-1].status_code == 500
    logging.getLogger("django.request").error("failed for %s", MARK, exc_info=ValueError(MARK))

    for answer in answers:
        assert MARK not in json.dumps(dict(answer.headers))
        assert MARK not in answer.content.decode().partition("</title>")[0]
    assert log_lines, "nothing was logged: the check would mean nothing"
    assert not [line for line in log_lines if MARK in line]
    kept = {key: cache.get(key) for key in cache.keys("*")}
    assert kept, "nothing was cached: the check would mean nothing"
    assert MARK not in json.dumps(kept, default=str)


def break_with_the_marker(self):
    """A refused statement whose error quotes the patient's name, as PostgreSQL's do."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [Patient.objects.first().family_name])


def test_the_error_of_the_database_does_quote_the_value(db):
    with pytest.raises(DatabaseError, match=MARK), connection.cursor() as cursor:
        cursor.execute("SELECT %s::date", [MARK])


def test_the_log_says_where_a_fault_happened(log_lines):
    try:
        raise ValueError(MARK)
    except ValueError:
        logging.getLogger("chartside").exception("while drawing %s", MARK)
    line = json.loads(log_lines[-1])
    assert line["fault"].startswith("ValueError at test_patient_data_stays.py:")
    assert MARK not in log_lines[-1]


def test_a_request_is_logged_by_its_route(canary, nadia, signed_in, log_lines):
    signed_in(nadia).get(f"/patients/{canary.public_id}/")
    line = next(json.loads(line) for line in log_lines if '"request"' in line)
    assert (line["route"], line["status_code"]) == ("chart:summary", 200)
    assert str(canary.public_id) not in "".join(log_lines)
