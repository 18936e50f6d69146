"""The addresses of visits in a chart."""

from django.urls import path

from features.visits import views

app_name = "visits"
urlpatterns = [
    path("recent/", views.Recent.as_view(), name="recent"),
]
