"""The application as a web server calls it: browsers side by side, a connection for each thread, faults as answers."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from http.cookies import SimpleCookie
from threading import Barrier

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

application = cache(WSGIHandler)


class Browser:
    """A tab of a browser in which somebody is signed in; it asks as HTMX does.

    Django's test client watches every template that is drawn, in whatever thread; this one watches nothing.
    """

    def __init__(self, client: Client) -> None:
        self.cookies = SimpleCookie({name: cookie.value for name, cookie in client.cookies.items()})

    def get(self, url: str) -> HttpResponse:
        return self._ask("get", url)

    def post(self, url: str, values: dict) -> HttpResponse:
        return self._ask("post", url, values)

    def _ask(self, method: str, url: str, *content) -> HttpResponse:
        factory = RequestFactory(headers={"HX-Request": "true"})
        factory.cookies = self.cookies
        answer = application()(getattr(factory, method)(url, *content).environ, lambda *told: None)
        answer.close()
        for name, cookie in answer.cookies.items():
            self.cookies[name] = cookie.value
        return answer


def together[Answer](jobs: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """What the jobs answer, in their order; each has a thread of its own, and all begin at the same moment."""
    waiting = list(jobs)
    start = Barrier(len(waiting))

    def work(job: Callable[[], Answer]) -> Answer:
        try:
            start.wait(timeout=60)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(work, waiting))
