"""Lets Django decide whether a stream may open, and then writes it without Django: a stream that lasts for hours holds
nothing of the request that opened it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from features.foundation.live.hub import HUB
from features.foundation.live.pages import Page

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

OPENED = "chartside.page"
"""Where the view leaves, in the scope of the request, the page whose stream may open."""


class Streams:
    """An ASGI application around Django's: what its view opens is written here, every other answer passes as it is."""

    def __init__(self, decide: Callable[[Any, Any, Any], Awaitable[None]]) -> None:
        self.decide = decide

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        answer: list[Message] = []

        async def keep(message: Message) -> None:
            answer.append(message)

        await self.decide(scope, receive, keep)
        page = scope.pop(OPENED, None)
        if page is None:
            for message in answer:
                await send(message)
            return
        if HUB.count(page.session_key) >= settings.LIVE_STREAMS_A_SESSION:
            await refuse(send)
            return
        HUB.open(page)
        try:
            await send(without_length(answer[0]))
            answer.clear()
            await write(page, receive, send)
        finally:
            HUB.close(page)


async def refuse(send: Send) -> None:
    """The session has too many streams. Asked here, where nothing comes between the count and the opening."""
    await send({"type": "http.response.start", "status": 429, "headers": [(b"cache-control", b"no-store")]})
    await send({"type": "http.response.body", "body": b""})


def without_length(start: Message) -> Message:
    """Nobody knows how long a stream will be."""
    headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return {**start, "headers": headers}


async def write(page: Page, receive: Receive, send: Send) -> None:
    """Writes what the page is told, until it has to end or its reader leaves."""
    leaving = asyncio.ensure_future(receive())
    leaving.add_done_callback(lambda _: page.end())
    try:
        async for event in HUB.frames(page):
            await send({"type": "http.response.body", "body": frame(event), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        leaving.cancel()


def frame(event: str) -> bytes:
    """A change is a message that holds its name; what concerns the stream itself is an event of its own."""
    if event.endswith("-changed"):
        return f"data: {event}\n\n".encode()
    return f"event: {event}\ndata: {{}}\n\n".encode()
