"""The addresses of problems in a chart."""

from django.urls import path

from features.problems import views

app_name = "problems"
urlpatterns = [
    path("", views.ProblemHistory.as_view(), name="history"),
    path("listing/", views.ProblemHistory.as_view(extends_session=False), name="history_listing"),
    path("allergies/", views.Allergies.as_view(), name="allergies"),
    path("allergies/new/", views.RecordAllergy.as_view(), name="record_allergy"),
    path("allergies/new/check/", views.RecordAllergy.as_view(checks_only=True), name="check_allergy"),
    path("allergies/none/", views.DenyAllergies.as_view(), name="deny_allergies"),
    path("allergies/<uuid:allergy>/", views.CorrectAllergy.as_view(), name="correct_allergy"),
    path("allergies/<uuid:allergy>/refute/", views.RefuteAllergy.as_view(), name="refute_allergy"),
    path("allergies/history/", views.AllergyHistory.as_view(), name="allergy_history"),
    path(
        "allergies/history/listing/",
        views.AllergyHistory.as_view(extends_session=False),
        name="allergy_listing",
    ),
    path("problems/", views.Problems.as_view(), name="problems"),
    path("immunizations/", views.Immunizations.as_view(), name="immunizations"),
    path("immunizations/history/", views.ImmunizationHistory.as_view(), name="immunization_history"),
    path(
        "immunizations/history/listing/",
        views.ImmunizationHistory.as_view(extends_session=False),
        name="immunization_listing",
    ),
]
