"""One process, one port: `/live/` goes to Django's ASGI handler, everything else to WSGI threads that keep
their connections to PostgreSQL. Under plain ASGI every page would open a new one.

Run it by `uvicorn site_config.asgi:application --no-proxy-headers --no-server-header
--timeout-graceful-shutdown 5`: uvicorn must not believe X-Forwarded-For by itself; `TRUSTED_PROXIES` says
whom to believe.
"""

import asyncio
import gc
import os
import signal
import threading
from urllib.parse import quote_from_bytes

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import WSGIResponder
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")

LIVE_PATH = "/live/"
PRINTABLE = bytes(range(0x21, 0x7F))


class OneDoor:
    """Decides by the decoded path alone which handler answers; neither header nor method has a say."""

    def __init__(self, live, pages) -> None:
        self.live = live
        self.pages = pages

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await start_and_stop(receive, send)
        elif scope["type"] != "http":
            await self.pages(scope, receive, send)
        elif scope["path"] == LIVE_PATH:
            await self.live(tidied(scope), receive, send)
        else:
            await self.pages(tidied(scope), whole(receive), send)


class PagesInThreads(WSGIMiddleware):
    """a2wsgi with one difference: a page's status, headers and body cross from its thread without waiting."""

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        await Crossing(self.app, self.executor, self.send_queue_size)(scope, receive, send)


class Crossing(WSGIResponder):
    """Waits for the event loop only once the queue could be full. a2wsgi waits for each message: three times a page."""

    sent = 0

    def send(self, message) -> None:
        self.sent += 1
        if self.sent < self.send_queue.maxsize:
            self.loop.call_soon_threadsafe(self.send_queue.put_nowait, message)
        else:
            super().send(message)


def tidied(scope: dict) -> dict:
    """Without headers whose name has an underscore, which WSGI would mistake for the ones with hyphens (a
    second X-Forwarded-For among them), and with a query string in ASCII, as both handlers expect it."""
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    query = quote_from_bytes(scope["query_string"], safe=PRINTABLE)
    return {**scope, "headers": headers, "query_string": query.encode("ascii")}


def whole(receive):
    """`receive`, but a body that breaks off is an error: half a form must not be taken for a whole one."""

    async def received():
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionResetError("the client left before it had sent everything")
        return message

    return received


def why_not_to_start() -> str:
    """Says what is wrong where the audit trail could be changed. A database that is away is `readyz`'s to tell."""
    from django.conf import settings
    from django.db import Error, connection
    from django.utils.module_loading import import_string

    try:
        missing = import_string(settings.STARTS_ONLY_WITHOUT)()
    except Error:
        return ""
    finally:
        connection.close()
    return f"Not started, the audit trail is not protected: {', '.join(missing)}." if missing else ""


def end_streams_at_the_signal_to_stop() -> None:
    """The server waits for every answer that is under way; those of `/live/` would never end by themselves.

    Only the main thread hears signals: a server in a thread of a test is stopped in another way.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    from django.utils.module_loading import import_string

    end_streams = import_string("features.foundation.live.hub.HUB").end
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        stop_serving = signal.getsignal(number)
        if not callable(stop_serving):
            continue

        def stop(signum, frame, stop_serving=stop_serving) -> None:
            loop.call_soon_threadsafe(end_streams)
            stop_serving(signum, frame)

        signal.signal(number, stop)


async def start_and_stop(receive, send) -> None:
    """The server's lifespan: refuses to start, in one sentence, or serves until it is told to stop."""
    await receive()
    if reason := await asyncio.to_thread(why_not_to_start):
        await send({"type": "lifespan.startup.failed", "message": reason})
        return
    end_streams_at_the_signal_to_stop()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await send({"type": "lifespan.shutdown.complete"})


def build() -> OneDoor:
    """Loads everything that pages need before the first one is asked for, and takes it out of the
    collector's rounds."""
    live = get_asgi_application()
    from django.conf import settings
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.signals import request_finished
    from django.db import connections
    from django.urls import get_resolver
    from django.utils.module_loading import import_string

    def leave_nothing_open(**kwargs) -> None:
        """Django's ASGI handler works in a new thread each time; its connection would outlive the thread."""
        connections.close_all()

    request_finished.connect(leave_nothing_open, sender=ASGIHandler, weak=False)
    pages = PagesInThreads(WSGIHandler(), workers=settings.WEB_THREADS)  # type: ignore[arg-type]
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    streams = import_string("features.foundation.live.serving.Streams")
    return OneDoor(streams(live), pages)


application = build()
