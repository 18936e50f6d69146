"""The addresses of patients."""

from django.urls import path

from features.foundation.ui.form_views import form_paths
from features.patients import views

app_name = "patients"
urlpatterns = [
    path("", views.PatientList.as_view(), name="list"),
    path("listing/", views.PatientList.as_view(extends_session=False), name="listing"),
    path("count/", views.PatientCount.as_view(), name="count"),
    path("drafts/", views.Drafts.as_view(), name="drafts"),
    path("found/", views.FoundPatients.as_view(), name="found"),
    path("suggestions/", views.Suggestions.as_view(), name="suggestions"),
    path("find/", views.FindPatients.as_view(), name="find"),
    path("<uuid:public_id>/banner/", views.PatientBanner.as_view(), name="banner"),
    path("<uuid:public_id>/presence/", views.Presence.as_view(), name="presence"),
    path("<uuid:public_id>/editors/<slug:edited>/", views.Editors.as_view(), name="editors"),
    path("<uuid:public_id>/preview/", views.PatientPreview.as_view(), name="preview"),
    path("<uuid:public_id>/identity/", views.PatientIdentity.as_view(), name="identity"),
    *form_paths("<uuid:public_id>/contacts/", views.ChangeContacts, "change_contacts"),
    path("<uuid:public_id>/photo/", views.Photo.as_view(), name="photo"),
    path("<uuid:public_id>/photo/change/", views.ChangePhoto.as_view(), name="change_photo"),
    path(
        "<uuid:public_id>/registration-sheet/", views.RegistrationSheet.as_view(), name="registration_sheet"
    ),
    path("<uuid:public_id>/wristband/", views.Wristband.as_view(), name="wristband"),
    *form_paths("<uuid:public_id>/identity/change/", views.ChangeIdentity, "change_identity"),
    path("<uuid:public_id>/identity/history/", views.IdentityHistory.as_view(), name="identity_history"),
    path("<uuid:public_id>/care/", views.ChangeCare.as_view(), name="change_care"),
    *form_paths("<uuid:public_id>/addresses/new/", views.AddAddress, "add_address"),
    *form_paths("<uuid:public_id>/addresses/<uuid:detail>/", views.ChangeAddress, "change_address"),
    *form_paths("<uuid:public_id>/addresses/<uuid:detail>/end/", views.EndAddress, "end_address"),
    *form_paths("<uuid:public_id>/names/new/", views.AddName, "add_name"),
    *form_paths("<uuid:public_id>/names/<uuid:detail>/", views.ChangeName, "change_name"),
    *form_paths("<uuid:public_id>/names/<uuid:detail>/end/", views.EndName, "end_name"),
    *form_paths("<uuid:public_id>/relatives/new/", views.AddRelative, "add_relative"),
    *form_paths("<uuid:public_id>/relatives/<uuid:detail>/", views.ChangeRelative, "change_relative"),
    *form_paths("<uuid:public_id>/relatives/<uuid:detail>/end/", views.EndRelative, "end_relative"),
    *form_paths("<uuid:public_id>/consents/new/", views.AddConsent, "add_consent"),
    *form_paths(
        "<uuid:public_id>/consents/<uuid:detail>/withdraw/", views.WithdrawConsent, "withdraw_consent"
    ),
    path("<uuid:public_id>/insurance/", views.PatientInsurance.as_view(), name="insurance"),
    path("<uuid:public_id>/coverages/", views.Coverages.as_view(), name="coverages"),
    path(
        "<uuid:public_id>/coverages/listing/",
        views.Coverages.as_view(extends_session=False),
        name="coverage_listing",
    ),
    path("<uuid:public_id>/coverages/new/", views.AddCoverage.as_view(), name="add_coverage"),
    path(
        "<uuid:public_id>/coverages/<uuid:coverage>/", views.ChangeCoverage.as_view(), name="change_coverage"
    ),
    path(
        "<uuid:public_id>/coverages/<uuid:coverage>/verify/",
        views.VerifyCoverage.as_view(),
        name="verify_coverage",
    ),
    path("<uuid:public_id>/coverages/new/check/", views.CheckCoverage.as_view(), name="check_coverage"),
    path("<uuid:public_id>/coverages/<uuid:coverage>/card/", views.Card.as_view(), name="insurance_card"),
    path(
        "<uuid:public_id>/coverages/<uuid:coverage>/card/change/",
        views.ChangeCard.as_view(),
        name="change_card",
    ),
    path(
        "<uuid:public_id>/coverages/<uuid:coverage>/card/<slug:side>/",
        views.CardPicture.as_view(),
        name="card_picture",
    ),
    path(
        "<uuid:public_id>/coverages/<uuid:coverage>/card/<slug:side>/small/",
        views.CardPicture.as_view(is_small=True),
        name="card_thumbnail",
    ),
]
