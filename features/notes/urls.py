"""The addresses of notes in a chart."""

from django.urls import path

from features.notes import views

app_name = "notes"
urlpatterns = [
    path("", views.Timeline.as_view(), name="timeline"),
    path("recent/", views.Recent.as_view(), name="recent"),
]
