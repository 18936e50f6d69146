"""`/live/`: an endless answer (server-sent events) that beats, and ends with the session. It never extends
it."""

import asyncio
import time
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from features.foundation.live.watch import still_holds

BEAT = b"event: heartbeat\ndata: {}\n\n"
SESSION_ENDED = b"event: session-ended\ndata: {}\n\n"
OPENING = b"retry: 3000\n\n" + BEAT


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Opens the stream. Under WSGI, where it would hold a thread for ever, the answer is 501."""
    if not isinstance(request, ASGIRequest):
        return HttpResponse(status=501)
    await sync_to_async(connections.close_all)()
    return StreamingHttpResponse(
        events(request.session.session_key),
        content_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def events(session_key: str | None) -> AsyncIterator[bytes]:
    """A beat at once and every `LIVE_HEARTBEAT_SECONDS`, until the session ends or the reader goes."""
    yield OPENING
    last_beat = time.monotonic()
    while True:
        await asyncio.sleep(settings.LIVE_CHECK_SECONDS)
        if not await still_holds(session_key):
            yield SESSION_ENDED
            return
        if time.monotonic() - last_beat > settings.LIVE_HEARTBEAT_SECONDS - settings.LIVE_CHECK_SECONDS:
            last_beat = time.monotonic()
            yield BEAT
