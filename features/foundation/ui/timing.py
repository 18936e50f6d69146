"""Gives each request an id and a meter: for Server-Timing, the log and the tests' budgets."""

import logging
import time
from uuid import uuid4

from django.conf import settings
from django.db import connection

from features.foundation.records import meter

log = logging.getLogger("chartside.requests")


class TimingMiddleware:
    """Measures the request and writes one log line that names the route, never the path."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = str(uuid4())
        spent = meter.Meter()
        token = meter.current.set(spent)
        try:
            with connection.execute_wrapper(spent):
                response = self.get_response(request)
        finally:
            meter.current.reset(token)
        if settings.SHOW_WORKINGS:
            response["Server-Timing"] = spent.header()
        if log.isEnabledFor(logging.INFO):
            self._write_line(request, response, spent)
        return response

    @staticmethod
    def _write_line(request, response, spent: meter.Meter) -> None:
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "route": match.view_name if match else "unknown",
                "status_code": response.status_code,
                "request_id": request.request_id,
                "milliseconds": round((time.perf_counter() - spent.started) * 1000),
            },
        )
