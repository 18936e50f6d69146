"""The addresses of labs in a chart."""

from django.urls import path

from features.labs import views

app_name = "labs"
urlpatterns = [
    path("results/", views.ResultHistory.as_view(), name="results"),
    path("results/listing/", views.ResultHistory.as_view(extends_session=False), name="result_listing"),
    path("latest/", views.Latest.as_view(), name="latest"),
]
