"""The addresses of the registration."""

from django.urls import path

from features.registration import views

app_name = "registration"
urlpatterns = [
    path("", views.Register.as_view(), name="register"),
    path("check/", views.Register.as_view(checks_only=True), name="check"),
    path("candidates/", views.Candidates.as_view(), name="candidates"),
    path("use/", views.UsePatient.as_view(), name="use"),
    path("newborn/", views.RegisterNewborn.as_view(), name="register_newborn"),
    path("newborn/check/", views.RegisterNewborn.as_view(checks_only=True), name="check_newborn"),
    path("unidentified/", views.RegisterUnidentified.as_view(), name="register_unidentified"),
    path("<uuid:public_id>/identify/", views.IdentifyPatient.as_view(), name="identify"),
    path("<uuid:public_id>/candidates/", views.CandidatesOf.as_view(), name="candidates_of"),
]
