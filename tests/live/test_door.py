"""Which handler a request comes to, and what is tidied on its way."""

import asyncio

import pytest

from site_config.asgi import OneDoor, tidied


def _handler_of(scope: dict) -> str:
    came_to = []

    def handler(name):
        async def handle(scope, receive, send) -> None:
            came_to.append(name)

        return handle

    scope = {"type": "http", "headers": [], "query_string": b"", **scope}
    asyncio.run(OneDoor(handler("live"), handler("pages"))(scope, None, None))
    return came_to[0]


def test_only_the_exact_path_is_the_stream():
    assert _handler_of({"path": "/live/"}) == "live"


@pytest.mark.parametrize(
    "path", ["/live", "/LIVE/", "/live//", "//live/", "/live/x", "/x/live/", "/live/\0", "/live/ "]
)
def test_every_other_path_is_a_page(path):
    assert _handler_of({"path": path}) == "pages"


@pytest.mark.parametrize("name", [b"x-original-url", b"x-forwarded-path", b"path-info", b"accept"])
def test_no_header_chooses_the_handler(name):
    assert _handler_of({"path": "/", "headers": [(name, b"/live/")], "raw_path": b"/live/"}) == "pages"


def test_what_is_no_request_never_comes_to_the_stream():
    assert _handler_of({"type": "websocket", "path": "/live/"}) == "pages"


def test_the_query_is_ascii_and_means_the_same():
    scope = tidied({"headers": [], "query_string": b"q=%C3%A9&raw=\xc3\xa9 &x=a+b"})

    assert scope["query_string"] == b"q=%C3%A9&raw=%C3%A9%20&x=a+b"


def test_headers_with_underscores_are_left_behind():
    headers = [(b"x_forwarded_for", b"203.0.113.9"), (b"x-forwarded-for", b"198.51.100.7")]

    assert tidied({"headers": headers, "query_string": b""})["headers"] == headers[1:]
