"""The product as a browser meets it: one uvicorn in a thread of the test, on its database."""

import socket
import threading
from concurrent.futures import Executor

import uvicorn
from django.db import connections

STREAM = "/live/"


class Watched:
    """Passes every request on; remembers what was asked, and knows whether an answer is under way."""

    def __init__(self, application) -> None:
        self.application = application
        self.addresses: list[str] = []
        """Path and query of every request since `forget`, as the server got them."""
        self._answering = 0
        self._changed = threading.Condition()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        self.addresses.append(f"{scope['path']}?{query}" if query else scope["path"])
        if scope["path"] == STREAM:
            await self.application(scope, receive, send)
            return
        self._count(1)
        try:
            await self.application(scope, receive, send)
        finally:
            self._count(-1)

    def forget(self) -> None:
        self.addresses.clear()

    def wait_until_idle(self) -> None:
        """Returns when every answer is sent, so that nothing reads the database while it is emptied."""
        with self._changed:
            assert self._changed.wait_for(lambda: self._answering == 0, timeout=15), "an answer never ended"

    def _count(self, step: int) -> None:
        with self._changed:
            self._answering += step
            self._changed.notify_all()


class Started(uvicorn.Server):
    """A uvicorn that says when it serves."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.serves = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.serves.set()


class Served:
    """A running product: `url` is where, `watched` is what it was asked."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._listener.getsockname()[1]}"

    def start(self) -> None:
        from site_config.asgi import application

        self.application = application
        self.watched = Watched(application)
        self._server = Started(
            uvicorn.Config(self.watched, log_config=None, proxy_headers=False, timeout_graceful_shutdown=1)
        )
        sockets = {"sockets": [self._listener]}
        self._thread = threading.Thread(target=self._server.run, kwargs=sockets, daemon=True)
        self._thread.start()
        assert self._server.serves.wait(timeout=20), "uvicorn did not start"

    def stop(self) -> None:
        from features.foundation.live.watch import WATCHERS

        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._listener.close()
        for executor in (self.application.pages.executor, WATCHERS):
            close_connections(executor)


def close_connections(executor: Executor) -> None:
    """Makes each thread of `executor` close its connection: the test database is dropped afterwards."""
    everybody = threading.Barrier(executor._max_workers)

    def close() -> None:
        everybody.wait(timeout=10)
        connections.close_all()

    for job in [executor.submit(close) for _ in range(executor._max_workers)]:
        job.result()
