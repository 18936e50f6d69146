"""The one address of the event stream."""

from django.urls import path

from features.foundation.live import views

app_name = "live"
urlpatterns = [path("", views.stream, name="stream")]
