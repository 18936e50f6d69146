"""Every address of the product, by feature."""

from django.urls import include, path

from features.foundation.ui import errors

urlpatterns = [
    path("", include("features.sign_in.urls")),
    path("", include("features.foundation.ui.urls")),
    path("", include("features.foundation.audit.urls")),
    path("live/", include("features.foundation.live.urls")),
    path("patients/", include("features.patients.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
