"""The addresses of labs in a chart."""

from django.urls import path, re_path

from features.labs import views
from features.labs.rules import PLAIN_CODE

app_name = "labs"
urlpatterns = [
    path("", views.Grid.as_view(), name="grid"),
    path("latest/", views.Latest.as_view(), name="latest"),
    re_path(rf"^(?P<code>{PLAIN_CODE})/trend/$", views.Trend.as_view(), name="trend"),
]
