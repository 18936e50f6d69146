"""The addresses of vitals in a chart."""

from django.urls import path, re_path

from features.vitals import views
from features.vitals.regions.latest import TRENDS

app_name = "vitals"
urlpatterns = [
    path("", views.Flowsheet.as_view(), name="flowsheet"),
    re_path(rf"^(?P<sign>{'|'.join(TRENDS)})/trend/$", views.Trend.as_view(), name="trend"),
    path("latest/", views.Latest.as_view(), name="latest"),
    path("measurements/", views.Measurements.as_view(), name="measurements"),
    path("measurements/history/", views.MeasurementHistory.as_view(), name="measurement_history"),
    path(
        "measurements/history/listing/",
        views.MeasurementHistory.as_view(extends_session=False),
        name="measurement_listing",
    ),
]
