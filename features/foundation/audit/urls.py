"""Whether the process lives and whether it may serve: for the machines that watch it."""

from django.urls import path

from features.foundation.audit import health

app_name = "health"
urlpatterns = [
    path("healthz/", health.live, name="live"),
    path("readyz/", health.ready, name="ready"),
]
