"""The photo of a patient: the picture itself, and the form by which it is taken, replaced or removed."""

from functools import cached_property

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from features.foundation.access.requests import SignedInRequest
from features.foundation.records.models import BaseRecord
from features.foundation.ui.responses import etag_of, is_unchanged, not_modified
from features.patients import regions
from features.patients.events import PATIENTS_CHANGED
from features.patients.forms import ChangePhotoForm
from features.patients.models import PatientPhoto
from features.patients.photos import change_photo, remove_photo
from features.patients.views.base import PatientFormView, PatientView


def picture(content: bytes, media_type: str, *, etag: str, name: str) -> HttpResponse:
    """It is sent as a file, so that nothing ever runs as a page of ours; nobody's name is in that of the file."""
    return HttpResponse(
        content,
        content_type=media_type,
        headers={"ETag": etag, "Content-Disposition": f'attachment; filename="{name}"'},
    )


class Photo(PatientView):
    """The picture, for who may see the person."""

    permission = "demographics.read"
    category = "identity"
    extends_session = False

    def get(self, request: SignedInRequest, *args, **kwargs) -> HttpResponse:
        photo = PatientPhoto.objects.filter(patient=self.patient).first()
        if photo is None:
            raise Http404
        etag = etag_of(request, photo.public_id, photo.version)
        if is_unchanged(request, etag):
            return not_modified(etag)
        self.record(
            "read", object_kind="patientphoto", object_id=photo.public_id, object_version=photo.version
        )
        return picture(bytes(photo.image), photo.media_type, etag=etag, name="photo")


class ChangePhoto(PatientFormView):
    """A new photo in the place of the present one, or none."""

    permission = "demographics.change"
    category = "identity"
    form_class = ChangePhotoForm
    region = "patients/partials/change_photo.html"
    heading = _("Photo of the patient")
    saved_words = _("Photo saved")
    announces = (PATIENTS_CHANGED,)
    shows = regions.WHO
    section, edits = "photo", _("the photo")

    @cached_property
    def subject(self) -> PatientPhoto | None:
        return PatientPhoto.objects.filter(patient=self.patient).defer("image").first()

    def save(self, form: ChangePhotoForm) -> BaseRecord:
        version = form.loaded.version
        if form.removes:
            self.saved_words = _("Photo removed")
            return remove_photo(patient=self.patient, version=version, by=self.actor)
        return change_photo(patient=self.patient, version=version, image=form.picture, by=self.actor)
