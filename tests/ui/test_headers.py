"""What every answer carries: no storing, no foreign content, no referrer; and for developers the workings."""

import re

import pytest

PAGES = ["/patients/", "/help/", "/sign-in/", "/account/security/", "/nowhere/"]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_may_be_stored_or_framed_and_nothing_foreign_runs(path, nadia, signed_in):
    headers = signed_in(nadia).get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert (
        policy["default-src"] == policy["script-src"] == policy["style-src"] == policy["img-src"] == "'self'"
    )
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "data:" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", [*PAGES, "/sign-out/"])
def test_no_page_holds_inline_script_or_style(path, nadia, signed_in):
    words = signed_in(nadia).get(path).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", words)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on|javascript:", words)


def test_local_shows_its_workings_and_production_does_not(nadia, signed_in, settings):
    answer = signed_in(nadia, htmx=True).get("/patients/")
    assert answer.headers["X-Region"] == "patients/partials/listing.html"
    timing = answer.headers["Server-Timing"]
    for name in ("total;dur=", "db;dur=", "render;dur=", "cache;dur=", "queries;desc=3"):
        assert name in timing
    assert not re.search(r"(db|render|cache);dur=0\.0,", timing.replace("cache;dur=0.0", "")), timing
    settings.SHOW_WORKINGS = False
    answer = signed_in(nadia, htmx=True).get("/patients/")
    assert "X-Region" not in answer.headers
    assert "Server-Timing" not in answer.headers


def test_pictures_and_styles_may_be_stored(client, db):
    answer = client.get("/static/css/tokens.css")
    assert answer.status_code == 200
    assert "no-store" not in answer.headers.get("Cache-Control", "")
    assert b"--color-text" in b"".join(answer.streaming_content)
    answer.close()


def test_the_style_page_is_for_developers_only(nadia, signed_in, settings):
    client = signed_in(nadia)
    assert client.get("/styleguide/").status_code == 200
    settings.STYLE_PAGE = False

    assert client.get("/styleguide/").status_code == 404
