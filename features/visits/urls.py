"""The addresses of visits in a chart."""

from django.urls import path

from features.visits import views

app_name = "visits"
urlpatterns = [
    path("", views.VisitHistory.as_view(), name="history"),
    path("listing/", views.VisitHistory.as_view(extends_session=False), name="history_listing"),
    path("recent/", views.Recent.as_view(), name="recent"),
]
