"""The addresses of medications in a chart."""

from django.urls import path

from features.medications import views

app_name = "medications"
urlpatterns = [
    path("", views.Timeline.as_view(), name="timeline"),
    path("active/", views.Active.as_view(), name="active"),
]
