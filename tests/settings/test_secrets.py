"""A secret may come from a mounted file, and is never repeated in an error."""

import pytest

from tests.settings.started import PRODUCTION, started

KEY = PRODUCTION["CHARTSIDE_SECRET_KEY"]
WITHOUT_KEY = {name: value for name, value in PRODUCTION.items() if name != "CHARTSIDE_SECRET_KEY"}


@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "CHARTSIDE_ENV"])
def test_everything_that_production_needs_may_come_from_a_file(tmp_path, name):
    file = tmp_path / "secret"
    file.write_text(f"{PRODUCTION[name]}\n")
    others = {key: value for key, value in PRODUCTION.items() if key != name}

    answer = started("SECRET_KEY", "ALLOWED_HOSTS", "REDIS_URL", **others, **{f"{name}_FILE": str(file)})

    assert answer.settings == {
        "SECRET_KEY": KEY,
        "ALLOWED_HOSTS": ["chartside.example.org"],
        "REDIS_URL": PRODUCTION["REDIS_URL"],
    }


def test_the_file_counts_where_both_are_given(tmp_path):
    file = tmp_path / "secret"
    file.write_text(KEY)

    assert started(
        "SECRET_KEY", **{**PRODUCTION, "CHARTSIDE_SECRET_KEY": "weak"}, CHARTSIDE_SECRET_KEY_FILE=str(file)
    )


@pytest.mark.parametrize("kind", ["absent", "folder", "not text"])
def test_a_file_that_cannot_be_read_is_an_error_that_names_the_variable(tmp_path, kind):
    file = tmp_path / "secret"
    if kind == "folder":
        file.mkdir()
    elif kind == "not text":
        file.write_bytes(b"\xff\xfe" + KEY.encode())

    answer = started(**WITHOUT_KEY, CHARTSIDE_SECRET_KEY_FILE=str(file))

    assert answer.refusal == (
        "django.core.exceptions.ImproperlyConfigured: "
        f"CHARTSIDE_SECRET_KEY_FILE names a file that cannot be read: {file}"
    )
    assert KEY not in answer.output


def test_an_empty_file_is_a_missing_secret(tmp_path):
    file = tmp_path / "secret"
    file.write_text("\n")

    assert "Missing in the environment: CHARTSIDE_SECRET_KEY." in (
        started(**WITHOUT_KEY, CHARTSIDE_SECRET_KEY_FILE=str(file)).refusal
    )
