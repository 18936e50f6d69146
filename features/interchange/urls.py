"""The addresses of interchange in a chart."""

from django.urls import path

from features.interchange import views

app_name = "interchange"
urlpatterns = [
    path("", views.KeptDocuments.as_view(), name="kept"),
    path("listing/", views.KeptDocuments.as_view(extends_session=False), name="kept_listing"),
    path("documents/", views.Documents.as_view(), name="documents"),
    path("<uuid:document>/", views.Document.as_view(), name="document"),
]
