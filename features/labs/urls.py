"""The addresses of labs in a chart."""

from django.urls import path

from features.labs import views

app_name = "labs"
urlpatterns = [
    path("latest/", views.Latest.as_view(), name="latest"),
]
