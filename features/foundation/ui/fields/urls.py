"""Where a combobox asks for its options."""

from django.urls import path

from features.foundation.ui.fields.options import CodeOptions

app_name = "codes"
urlpatterns = [path("<slug:catalogue>/", CodeOptions.as_view(), name="options")]
