"""Pages that belong to no workflow: home and help."""

from django.urls import path

from features.foundation.ui import pages

urlpatterns = [
    path("", pages.Home.as_view(), name="home"),
    path("help/", pages.Help.as_view(), name="help"),
]
