"""`manage.py export_fhir MRN > file`: one patient's records as a FHIR R4 transaction bundle."""

from django.core.management.base import BaseCommand, CommandError

from features.foundation.records.services import one_transaction
from features.interchange.fhir.exporting import COMMAND, export_patient
from features.interchange.fhir.writing import written
from features.patients.models import PatientFacility


class Command(BaseCommand):
    help = "Writes one patient's records as a FHIR R4 transaction bundle."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mrn", metavar="MRN", help="with its check character")
        parser.add_argument("--facility", default="", help="where the patient is listed, if at several")

    def handle(self, *args, mrn: str, facility: str, **options) -> None:
        links = PatientFacility.objects.filter(mrn=mrn.upper()).select_related("patient", "facility")
        link = (links.filter(facility__name=facility) if facility else links.order_by("id")).first()
        if link is None:
            raise CommandError("There is no patient with this MRN there.")
        with one_transaction(by=None, request_id=COMMAND):
            bundle = export_patient(link.patient, link.facility)
        self.stdout.write(written(bundle))
