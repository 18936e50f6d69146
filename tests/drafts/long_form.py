"""A form of the tests: one long text about nobody. As a urlconf it is the product with that form beside it."""

from django.http import HttpResponse
from django.urls import include, path

from features.foundation.records.models import BaseRecord
from features.foundation.ui.fields.text import TextField
from features.foundation.ui.form_views import MedicalFormView
from features.foundation.ui.forms import MedicalBaseForm
from features.foundation.ui.views import SIGNED_IN


class LongForm(MedicalBaseForm):
    story = TextField(label="Story", required=False, max_length=2_000_000)


class LongText(MedicalFormView):
    permission = SIGNED_IN
    category = "tests"
    form_class = LongForm
    region = "patients/partials/change_contacts.html"
    heading = "A long story"

    def save(self, form: LongForm) -> BaseRecord:
        raise AssertionError("nobody saves it")

    def done(self) -> HttpResponse:
        raise AssertionError("nobody saves it")

    def back_url(self) -> str:
        return "/"


urlpatterns = [path("long/", LongText.as_view(), name="long"), path("", include("site_config.urls"))]
