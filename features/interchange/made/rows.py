"""Rows of the made clinic as COPY reads them, one text for each table."""

from random import Random

from features.interchange.made.moments import moment_text
from features.interchange.made.plan import ROOM, Plan, public_id_prefix

NULL = "\\N"
RECORD = "id public_id version created_at updated_at "
OF_PATIENT = RECORD + "patient_id "
CODED = "code_system code display "
COLUMNS = {
    "patients_patient": RECORD
    + "mrn_number mrn family_name given_names name_prefix name_suffix preferred_name birth_date birth_precision "
    "birth_date_estimated sex phone_mobile phone_home phone_work email status death_date sex_at_birth "
    "gender_identity language marital_status restricted primary_provider_id",
    "patients_coverage": OF_PATIENT + "kind payer_id member_id group_number plan subscriber_name "
    "subscriber_relationship priority starts_on",
    "patients_patientaddress": OF_PATIENT
    + "use lines city district state postal_code country starts_on ends_on",
    "patients_relatedperson": OF_PATIENT
    + "other_patient_id relationship full_name phone is_emergency_contact",
    "patients_careteammember": OF_PATIENT + "provider_id role starts_on",
    "visits_visit": OF_PATIENT
    + "facility_id provider_id status visit_class type_system type_code type_display "
    "reason_system reason_code reason starts_at ends_at ward bed",
    "problems_problem": OF_PATIENT + CODED + "visit_id category status verification icd10_code onset_on "
    "onset_precision abated_on abated_precision recorded_at",
    "problems_allergy": OF_PATIENT + CODED + "kind category status verification criticality onset_precision "
    "recorded_at note",
    "problems_allergyreaction": OF_PATIENT + CODED + "allergy_id severity",
    "problems_noknownallergies": OF_PATIENT + "stated_at",
    "problems_pregnancy": OF_PATIENT + "status last_period_on due_on ended_on outcome recorded_at",
    "problems_immunization": OF_PATIENT
    + CODED
    + "visit_id provider_id status not_done_reason given_at lot_number "
    "dose from_primary_source",
    "vitals_vitalsigns": OF_PATIENT + "visit_id taken_by_id taken_at status systolic diastolic pulse "
    "respiratory_rate spo2 oxygen_device oxygen_flow temperature consciousness pain weight height "
    "head_circumference typed confirmed not_measured error_reason",
    "vitals_measurement": OF_PATIENT + CODED + "visit_id category status taken_at number unit value_system "
    "value_code value_text parts",
    "labs_laborder": OF_PATIENT + CODED + "visit_id ordered_by_id ordered_at status priority note",
    "labs_labreport": OF_PATIENT
    + CODED
    + "visit_id order_id status category effective_at issued_at conclusion",
    "labs_labresult": OF_PATIENT
    + CODED
    + "visit_id order_id report_id status effective_at issued_at comparator "
    "number unit value_system value_code value_text flag range_low range_high range_unit critical_low critical_high",
    "medications_medicationorder": OF_PATIENT
    + "visit_id drug_id ordered_by_id ordered_at status intent starts_at "
    "ends_at dose dose_unit route times period period_unit as_needed instructions reason_system reason_code reason "
    "stop_reason stop_note",
    "notes_note": OF_PATIENT + "visit_id kind status is_sensitive title text author_id written_at signed_at "
    "signed_by content_hash error_reason",
}
"""By table, in the order in which they refer to each other."""


class Rows:
    """The rows of one patient after the other, each under the next of the keys that the patient has to itself."""

    def __init__(self, plan: Plan) -> None:
        self.lines: dict[str, list[str]] = {table: [] for table in COLUMNS}
        self._milliseconds = plan.milliseconds
        self._written = f"1\t{moment_text(plan.minute)}\t{moment_text(plan.minute)}\t"

    def begin(self, index: int, chance: Random) -> None:
        """From now on the rows of the patient of this number, whose public ids come from `chance`."""
        self._first = index * ROOM
        self._prefix = public_id_prefix(self._milliseconds, index + 1)
        self._bits = chance.getrandbits
        self._used = dict.fromkeys(COLUMNS, 0)
        self._of_patient = f"{self._written}{index + 1}\t"

    def add(self, table: str, text: str) -> int:
        """Adds a row of the patient; `text` are the columns after `patient_id`. Returns its primary key."""
        number = self._used[table] = self._used[table] + 1
        if number > ROOM:
            raise ValueError(f"a patient has more than {ROOM} rows of {table}")
        key = self._first + number
        self.lines[table].append(f"{key}\t{self._prefix}{self._bits(48):012x}\t{self._of_patient}{text}\n")
        return key

    def add_patient(self, index: int, text: str) -> None:
        self.lines["patients_patient"].append(
            f"{index + 1}\t{self._prefix}{self._bits(48):012x}\t{self._written}{text}\n"
        )

    def texts(self) -> dict[str, str]:
        return {table: "".join(lines) for table, lines in self.lines.items()}
