"""The address of a patient's chart."""

from django.urls import path

from features.chart import views

app_name = "chart"
urlpatterns = [path("", views.Summary.as_view(), name="summary")]
