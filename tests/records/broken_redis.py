"""Broken servers in Redis's place: one that never answers, one that answers everything with an error."""

import socket
import threading
from contextlib import contextmanager

from site_config.settings.caching import caches


@contextmanager
def server(answer: bytes | None, port: int = 0):
    """A port that accepts everybody and answers each message with `answer`, or with silence."""
    listener = socket.create_server(("127.0.0.1", port))
    heard: list[socket.socket] = []

    def serve(connection: socket.socket) -> None:
        with connection:
            while asked := connection.recv(65536):
                if answer is not None:
                    connection.sendall(answer * asked.count(b"*"))

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            heard.append(connection)
            threading.Thread(target=_quietly, args=(serve, connection), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        listener.close()
        for connection in heard:
            connection.close()


def _quietly(serve, connection) -> None:
    try:
        serve(connection)
    except OSError:
        return


_given: set[int] = set()


def free_port() -> int:
    """A port where nobody listens, another one each time: a circuit remembers the Redis of its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        if port in _given:
            return free_port()
    _given.add(port)
    return port


def caches_at(port: int) -> dict:
    """Django's CACHES with the shared cache at `port`."""
    return caches(f"redis://127.0.0.1:{port}/0")
