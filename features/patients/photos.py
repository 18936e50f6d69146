"""What writers of a patient's photo call. It is one picture, the present one: the one before is not kept."""

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import stamp, write_changes
from features.foundation.live.announcing import announce
from features.foundation.records.clock import now
from features.foundation.records.saving import StaleVersion
from features.foundation.records.services import one_transaction, retried
from features.foundation.ui.pictures import MEDIA_TYPE
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.models import Patient, PatientPhoto


@retried
def change_photo(*, patient: Patient, version: int, image: bytes, by: Actor) -> PatientPhoto:
    """Puts a picture in the place of the photo that is `version`, or of none. StaleVersion if there is another now."""
    with one_transaction(by=by.user, request_id=by.request_id):
        whose = _locked(patient)
        photo = _present(whose, version) or PatientPhoto(patient=whose, created_by=by.user)
        photo.image, photo.media_type, photo.taken_at = image, MEDIA_TYPE, now()
        stamp(photo, by=by)
        photo.save()
        _say(whose, "photo", by)
        return photo


@retried
def remove_photo(*, patient: Patient, version: int, by: Actor) -> Patient:
    """Takes the photo that is `version` away for good. StaleVersion if there is another now."""
    with one_transaction(by=by.user, request_id=by.request_id):
        whose = _locked(patient)
        photo = _present(whose, version)
        if photo is not None:
            photo.delete()
            _say(whose, "photo removed", by)
        return whose


def _locked(patient: Patient) -> Patient:
    """The patient's row, so that two photos of one patient are written one after the other."""
    return Patient.objects.select_for_update(of=("self",), no_key=True).get(pk=patient.pk)


def _present(patient: Patient, version: int) -> PatientPhoto | None:
    photo = PatientPhoto.objects.filter(patient=patient).first()
    if photo is not None and photo.version != version:
        raise StaleVersion(photo)
    return photo


def _say(patient: Patient, what: str, by: Actor) -> None:
    """The patient's version counts the change: with it every region that shows them is drawn anew."""
    write_changes(patient, {}, patient=patient.public_id, category="identity", by=by, also=(what,))
    announce(PATIENTS_CHANGED, chart_topic(patient))
