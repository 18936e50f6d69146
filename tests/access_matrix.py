"""Who gets what at every address: a row for each URL name and method, a column for each person of the cast.

A row is promised for plain requests and for those of HTMX alike. A new URL without rows fails the build.

    ok       the page, or its fragment
    go       on to another page (for HTMX: HX-Location, HX-Redirect, or the event `signed-in` instead of a page)
    sign-in  to the sign-in page (for HTMX: 401, and the page goes there or opens its dialog)
    204      noted, nothing to show
    out      the session is over; to the sign-in page, which says so
    again    the password is asked once more first
    400      what was sent is none of our forms
    403      may not do; the refusal is in the audit trail
    404      may not see, or is not there
    405      nobody does this here
    422      the form (it was sent empty) comes back with what is wrong
    501      the event stream, which only the ASGI side of the server serves
"""

from pathlib import Path
from uuid import UUID

COLUMNS = ("out", "freda", "nadia", "dan", "lars", "paul", "petra", "adam", "olga")
"""Signed out; desk, nurse, physician, lab, pharmacist, privacy officer, administrator; a nurse elsewhere."""

METHODS = ("GET", "POST", "DELETE")

MATRIX = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
"""The table itself, which is longer than a file of code may be."""

PUBLIC = frozenset(
    {"account_login", "account_logout", "mfa_authenticate", "wall", "health:live", "health:ready"}
)
"""The only addresses that answer without a sign-in."""

WITHOUT_PERMISSION = PUBLIC | {
    "account_session",
    "account_stay",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "live:stream",
}
"""Views that are no MedicalBaseView: one's own account, and the stream, which carries no content."""

ABOUT_A_PATIENT = frozenset(
    {
        "chart:summary",
        "patients:change_contacts",
        "patients:check_change_contacts",
        "patients:photo",
        "patients:change_photo",
        "patients:registration_sheet",
        "patients:wristband",
        "patients:identity_history",
        "patients:change_identity",
        "patients:change_care",
        "patients:add_address",
        "patients:change_address",
        "patients:add_name",
        "patients:change_name",
        "patients:add_relative",
        "patients:change_relative",
        "patients:add_consent",
        "patients:withdraw_consent",
        "patients:end_address",
        "patients:end_name",
        "patients:end_relative",
        "patients:check_change_identity",
        "patients:check_add_address",
        "patients:check_change_address",
        "patients:check_end_address",
        "patients:check_add_name",
        "patients:check_change_name",
        "patients:check_end_name",
        "patients:check_add_relative",
        "patients:check_change_relative",
        "patients:check_end_relative",
        "patients:check_add_consent",
        "patients:check_withdraw_consent",
        "registration:identify",
        "registration:candidates_of",
        "problems:record_allergy",
        "problems:check_allergy",
        "problems:correct_allergy",
        "problems:refute_allergy",
        "problems:deny_allergies",
        "patients:banner",
        "patients:presence",
        "patients:editors",
        "patients:preview",
        "patients:identity",
        "patients:insurance",
        "vitals:latest",
        "vitals:last_sets",
        "vitals:flowsheet",
        "vitals:order_frequency",
        "vitals:replace_frequency",
        "vitals:end_frequency",
        "vitals:trend",
        "vitals:record",
        "vitals:check",
        "vitals:score",
        "vitals:order_scale_2",
        "vitals:end_scale_2",
        "vitals:correct",
        "vitals:check_correction",
        "vitals:withdraw",
        "vitals:undo",
        "vitals:score_trend",
        "vitals:together",
        "vitals:growth",
        "labs:grid",
        "labs:trend",
        "medications:timeline",
        "notes:timeline",
        "vitals:measurements",
        "labs:latest",
        "medications:active",
        "problems:problems",
        "problems:allergies",
        "problems:immunizations",
        "notes:recent",
        "visits:recent",
        "interchange:documents",
        "problems:history",
        "problems:history_listing",
        "problems:allergy_history",
        "problems:allergy_listing",
        "problems:immunization_history",
        "problems:immunization_listing",
        "visits:history",
        "visits:history_listing",
        "vitals:measurement_history",
        "vitals:measurement_listing",
        "labs:results",
        "labs:result_listing",
        "interchange:kept",
        "interchange:kept_listing",
        "interchange:document",
        "patients:coverages",
        "patients:coverage_listing",
        "patients:add_coverage",
        "patients:change_coverage",
        "patients:verify_coverage",
        "patients:check_coverage",
        "patients:insurance_card",
        "patients:change_card",
        "patients:card_picture",
        "patients:card_thumbnail",
    }
)
"""Addresses with the public id of a patient; the matrix asks them for one of Harbour Clinic."""

A_DISPLAY = UUID("01a20000-0000-7000-8000-000000000001")
"""The public id of the display of Harbour Clinic that the tests ask for; `DeviceFactory` gives it."""

ABOUT_NOBODY: dict[str, list[object]] = {
    "codes:options": ["allergens"],
    "administration:device": [A_DISPLAY],
    "administration:revoke_device": [A_DISPLAY],
    "administration:change_provider": [A_DISPLAY],
    "administration:change_payer": [A_DISPLAY],
    "vitals:propose_standard": ["systolic"],
    "vitals:decide_standard": [A_DISPLAY],
    "administration:check_change_provider": [A_DISPLAY],
}
"""Addresses with an argument that are about no patient, and what the tests ask them for."""

MORE_ARGUMENTS = {
    "vitals:trend": ["pulse"],
    "vitals:together": ["temperature-pulse"],
    "vitals:growth": ["weight"],
    "labs:trend": ["2823-3"],
}
"""What an address takes beside the patient's id."""


def arguments(name: str, public_id: object) -> list[object]:
    """The arguments of an address about the patient with this id; none where it is about nobody."""
    if name in ABOUT_NOBODY:
        return [*ABOUT_NOBODY[name]]
    return [public_id, *MORE_ARGUMENTS.get(name, [])] if name in ABOUT_A_PATIENT else []


def expected() -> dict[tuple[str, str], dict[str, str]]:
    """The outcome of each column, by URL name and method."""
    table = {}
    for line in MATRIX.strip().splitlines()[1:]:
        if not line.strip():
            continue
        key, *cells = (cell.strip() for cell in line.split("|"))
        name, method = key.split()
        if (name, method) in table:
            raise ValueError(f"{name} {method} stands in the matrix twice.")
        table[name, method] = dict(zip(COLUMNS, cells, strict=True))
    return table
