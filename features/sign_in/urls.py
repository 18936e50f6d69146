"""The doors of sign-in; allauth reverses these names, so they stand in no namespace. Nothing else of it is
reachable."""

from django.urls import path

from features.sign_in import presence, views, wall

urlpatterns = [
    path("sign-in/", views.SignInView.as_view(), name="account_login"),
    path("sign-in/code/", views.CodeView.as_view(), name="mfa_authenticate"),
    path("sign-in/again/", views.SignInAgainView.as_view(), name="account_reauthenticate"),
    path("sign-out/", views.SignOutView.as_view(), name="account_logout"),
    path("wall/", wall.Wall.as_view(), name="wall"),
    path("session/", presence.session, name="account_session"),
    path("session/stay/", presence.stay, name="account_stay"),
    path("account/password/", views.PasswordView.as_view(), name="account_change_password"),
    path("account/security/", views.SecurityView.as_view(), name="mfa_index"),
    path("account/security/app/", views.SetUpView.as_view(), name="mfa_activate_totp"),
    path("account/security/app/remove/", views.RemoveView.as_view(), name="mfa_deactivate_totp"),
    path("account/security/codes/", views.CodesView.as_view(), name="mfa_view_recovery_codes"),
    path("account/security/codes/new/", views.NewCodesView.as_view(), name="mfa_generate_recovery_codes"),
]
