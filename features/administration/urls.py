"""The addresses of what administrators look after."""

from django.urls import path

from features.administration import views
from features.foundation.ui.form_views import form_paths

app_name = "administration"
urlpatterns = [
    path("devices/", views.Devices.as_view(), name="devices"),
    path("devices/listing/", views.Devices.as_view(extends_session=False), name="device_listing"),
    path("devices/new/", views.RegisterDevice.as_view(), name="register_device"),
    path("devices/<uuid:device>/", views.OneDevice.as_view(), name="device"),
    path("providers/", views.Providers.as_view(), name="providers"),
    path("providers/listing/", views.Providers.as_view(extends_session=False), name="provider_listing"),
    *form_paths("providers/new/", views.AddProvider, "add_provider"),
    *form_paths("providers/<uuid:provider>/", views.ChangeProvider, "change_provider"),
    path("payers/", views.Payers.as_view(), name="payers"),
    path("payers/listing/", views.Payers.as_view(extends_session=False), name="payer_listing"),
    path("payers/new/", views.AddPayer.as_view(), name="add_payer"),
    path("payers/<uuid:payer>/", views.ChangePayer.as_view(), name="change_payer"),
    path("devices/<uuid:device>/revoke/", views.RevokeDevice.as_view(), name="revoke_device"),
]
