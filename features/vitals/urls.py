"""The addresses of vitals in a chart."""

from django.urls import path

from features.vitals import views

app_name = "vitals"
urlpatterns = [
    path("latest/", views.Latest.as_view(), name="latest"),
    path("measurements/", views.Measurements.as_view(), name="measurements"),
    path("measurements/history/", views.MeasurementHistory.as_view(), name="measurement_history"),
    path(
        "measurements/history/listing/",
        views.MeasurementHistory.as_view(extends_session=False),
        name="measurement_listing",
    ),
]
