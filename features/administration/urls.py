"""The addresses of what administrators look after."""

from django.urls import path

from features.administration import views

app_name = "administration"
urlpatterns = [
    path("devices/", views.Devices.as_view(), name="devices"),
    path("devices/listing/", views.Devices.as_view(extends_session=False), name="device_listing"),
    path("devices/new/", views.RegisterDevice.as_view(), name="register_device"),
    path("devices/<uuid:device>/", views.OneDevice.as_view(), name="device"),
    path("devices/<uuid:device>/revoke/", views.RevokeDevice.as_view(), name="revoke_device"),
]
