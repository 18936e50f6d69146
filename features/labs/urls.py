"""The addresses of labs in a chart."""

from django.urls import path, re_path

from features.labs import views
from features.labs.rules import PLAIN_CODE

app_name = "labs"
urlpatterns = [
    path("", views.Grid.as_view(), name="grid"),
    path("results/", views.ResultHistory.as_view(), name="results"),
    path("results/listing/", views.ResultHistory.as_view(extends_session=False), name="result_listing"),
    path("latest/", views.Latest.as_view(), name="latest"),
    re_path(rf"^(?P<code>{PLAIN_CODE})/trend/$", views.Trend.as_view(), name="trend"),
]
