"""Liveness and readiness. Public, and they say nothing about patients."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from features.foundation.audit.guards import missing_guards


@login_not_required
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers."""
    return JsonResponse({"live": True})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the audit trail is protected; else 503 with what is missing."""
    try:
        missing = missing_guards()
    except Error:
        missing = ["the database does not answer"]
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)
