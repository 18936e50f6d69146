"""The addresses of problems in a chart."""

from django.urls import path

from features.problems import views

app_name = "problems"
urlpatterns = [
    path("allergies/", views.Allergies.as_view(), name="allergies"),
    path("problems/", views.Problems.as_view(), name="problems"),
    path("immunizations/", views.Immunizations.as_view(), name="immunizations"),
]
