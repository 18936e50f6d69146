"""Each request's id, its time and its statements: for Server-Timing, the log and the tests' budgets."""

import logging
import time
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.db import connection

log = logging.getLogger("chartside.requests")
SLOW_STATEMENT_SECONDS = 0.1


class Meter:
    """What one request has spent, in seconds."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.statements = 0
        self.database = 0.0
        self.rendering = 0.0
        self.cache = 0.0

    def __call__(self, execute, sql, params, many, context):
        """Django's hook around each statement: counts it, and logs a slow one without its parameters."""
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent = time.perf_counter() - began
            self.statements += 1
            self.database += spent
            if spent > SLOW_STATEMENT_SECONDS:
                log.warning("slow statement", extra={"milliseconds": round(spent * 1000)})

    def header(self) -> str:
        """The value of Server-Timing, in milliseconds; `queries` is a count."""
        total = time.perf_counter() - self.started
        return (
            f"total;dur={total * 1000:.1f}, db;dur={self.database * 1000:.1f}, queries;desc={self.statements}, "
            f"render;dur={self.rendering * 1000:.1f}, cache;dur={self.cache * 1000:.1f}"
        )


current_meter: ContextVar[Meter | None] = ContextVar("current_meter", default=None)


class TimingMiddleware:
    """Gives each request an id, measures it, and writes one log line that names the route, never the path."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = str(uuid4())
        meter = Meter()
        token = current_meter.set(meter)
        try:
            with connection.execute_wrapper(meter):
                response = self.get_response(request)
        finally:
            current_meter.reset(token)
        if settings.SHOW_WORKINGS:
            response["Server-Timing"] = meter.header()
        if log.isEnabledFor(logging.INFO):
            self._write_line(request, response, meter)
        return response

    @staticmethod
    def _write_line(request, response, meter: Meter) -> None:
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "route": match.view_name if match else "unknown",
                "status_code": response.status_code,
                "request_id": request.request_id,
                "milliseconds": round((time.perf_counter() - meter.started) * 1000),
            },
        )
