"""Every address of the product, by feature."""

from django.urls import include, path

from features.foundation.ui import errors

CHART = "patients/<uuid:public_id>/"

urlpatterns = [
    path("", include("features.sign_in.urls")),
    path("", include("features.foundation.ui.urls")),
    path("", include("features.foundation.audit.urls")),
    path("administration/", include("features.administration.urls")),
    path("codes/", include("features.foundation.ui.fields.urls")),
    path("live/", include("features.foundation.live.urls")),
    path("patients/", include("features.patients.urls")),
    path("registration/", include("features.registration.urls")),
    path(CHART, include("features.chart.urls")),
    path("", include("features.vitals.urls")),
    path(f"{CHART}labs/", include("features.labs.urls")),
    path(f"{CHART}medications/", include("features.medications.urls")),
    path(f"{CHART}problems/", include("features.problems.urls")),
    path(f"{CHART}notes/", include("features.notes.urls")),
    path(f"{CHART}visits/", include("features.visits.urls")),
    path(f"{CHART}documents/", include("features.interchange.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
