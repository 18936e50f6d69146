"""The product as it is served: one uvicorn in a thread, pages and stream on one port."""

import socket
import threading
import time

import pytest
import uvicorn
from django.db import connections

from features.foundation.live.watch import WATCHERS


@pytest.fixture(scope="module")
def served(django_db_setup, django_db_blocker):
    """The address of a running server; it works on the test's database, of which it asks something at its start."""
    from site_config.asgi import application

    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, lifespan="on", log_config=None, proxy_headers=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    with django_db_blocker.unblock():
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
    yield listener.getsockname()
    server.should_exit = True
    thread.join(timeout=5)
    listener.close()
    for executor in (application.pages.executor, WATCHERS):
        _close_connections(executor)


def _close_connections(executor) -> None:
    """Makes each thread of `executor` close its connection: the test database is dropped afterwards."""
    everybody = threading.Barrier(executor._max_workers)

    def close() -> None:
        everybody.wait(timeout=5)
        connections.close_all()

    for job in [executor.submit(close) for _ in range(executor._max_workers)]:
        job.result()


@pytest.fixture
def report(request, capsys):
    """`report("what", seconds)` prints what was measured, whatever else is captured."""
    writer = request.config.get_terminal_writer()

    def say(what: str, measured: float) -> None:
        with capsys.disabled():
            writer.line(f"  {what}: {measured:.2f}")

    return say if request.config.option.verbose >= 0 else lambda *told: None
