"""The addresses of the product, and one with a form that is signed."""

from django.urls import path

from site_config.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.ui.fields.test_signatures import sign

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [*urlpatterns, path("sign/", sign)]
