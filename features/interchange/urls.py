"""The addresses of interchange in a chart."""

from django.urls import path

from features.interchange import views

app_name = "interchange"
urlpatterns = [
    path("documents/", views.Documents.as_view(), name="documents"),
]
