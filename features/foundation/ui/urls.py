"""Pages that belong to no workflow: home, help, the style page."""

from django.urls import path

from features.foundation.ui import pages, style_page

urlpatterns = [
    path("", pages.Home.as_view(), name="home"),
    path("help/", pages.Help.as_view(), name="help"),
    path("styleguide/", style_page.StylePage.as_view(), name="styleguide"),
]
