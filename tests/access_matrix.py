"""Who gets what at every address: a row for each URL name and method, a column for each person of the cast.

A row is promised for plain requests and for those of HTMX alike. A new URL without rows fails the build.

    ok       the page, or its fragment
    go       on to another page (for HTMX: HX-Location or HX-Redirect)
    sign-in  to the sign-in page (for HTMX: 401, and the whole page goes there)
    out      the session is over; to the sign-in page, which says so
    again    the password is asked once more first
    403      may not do; the refusal is in the audit trail
    404      may not see, or is not there
    405      nobody does this here
    422      the form (it was sent empty) comes back with what is wrong
    501      the event stream, which only the ASGI side of the server serves
"""

COLUMNS = ("out", "freda", "nadia", "dan", "lars", "paul", "petra", "adam", "olga")
"""Signed out; desk, nurse, physician, lab, pharmacist, privacy officer, administrator; a nurse elsewhere."""

METHODS = ("GET", "POST", "DELETE")

MATRIX = """
url name and method                | out     | freda | nadia | dan   | lars  | paul  | petra | adam  | olga
home                        GET    | sign-in | go    | go    | go    | ok    | ok    | go    | ok    | go
home                        POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
home                        DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
help                        GET    | sign-in | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
help                        POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
help                        DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
styleguide                  GET    | sign-in | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
styleguide                  POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
styleguide                  DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405

patients:list               GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | ok
patients:list               POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:list               DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:listing            GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | ok
patients:listing            POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:listing            DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:count              GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | ok
patients:count              POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:count              DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:find               GET    | sign-in | go    | go    | go    | 403   | 403   | go    | 403   | go
patients:find               POST   | sign-in | go    | go    | go    | 403   | 403   | go    | 403   | go
patients:find               DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
chart:summary               GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
chart:summary               POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
chart:summary               DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:banner             GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
patients:banner             POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:banner             DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405

patients:identity           GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
patients:identity           POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:identity           DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:insurance          GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
patients:insurance          POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:insurance          DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
vitals:latest               GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:latest               POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:latest               DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:flowsheet            GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:flowsheet            POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:flowsheet            DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:trend                GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:trend                POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:trend                DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:grid                   GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
labs:grid                   POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:grid                   DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:trend                  GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
labs:trend                  POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:trend                  DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
medications:timeline        GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
medications:timeline        POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
medications:timeline        DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
notes:timeline              GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
notes:timeline              POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
notes:timeline              DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurements         GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:measurements         POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurements         DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:latest                 GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
labs:latest                 POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:latest                 DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
medications:active          GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
medications:active          POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
medications:active          DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:problems           GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:problems           POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:problems           DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:allergies          GET    | sign-in | 403   | ok    | ok    | 403   | ok    | 403   | 403   | 404
problems:allergies          POST   | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:allergies          DELETE | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:immunizations      GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:immunizations      POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:immunizations      DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
notes:recent                GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
notes:recent                POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
notes:recent                DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:recent               GET    | sign-in | ok    | ok    | ok    | 403   | 403   | 403   | 403   | 404
visits:recent               POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:recent               DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:documents       GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
interchange:documents       POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:documents       DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405

problems:history            GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:history            POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:history            DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:history_listing    GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:history_listing    POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:history_listing    DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:allergy_history    GET    | sign-in | 403   | ok    | ok    | 403   | ok    | 403   | 403   | 404
problems:allergy_history    POST   | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:allergy_history    DELETE | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:allergy_listing    GET    | sign-in | 403   | ok    | ok    | 403   | ok    | 403   | 403   | 404
problems:allergy_listing    POST   | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:allergy_listing    DELETE | sign-in | 403   | 405   | 405   | 403   | 405   | 403   | 403   | 405
problems:immunization_history GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:immunization_history POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:immunization_history DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:immunization_listing GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
problems:immunization_listing POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
problems:immunization_listing DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:history              GET    | sign-in | ok    | ok    | ok    | 403   | 403   | 403   | 403   | 404
visits:history              POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:history              DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:history_listing      GET    | sign-in | ok    | ok    | ok    | 403   | 403   | 403   | 403   | 404
visits:history_listing      POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
visits:history_listing      DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurement_history  GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:measurement_history  POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurement_history  DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurement_listing  GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
vitals:measurement_listing  POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
vitals:measurement_listing  DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:results                GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
labs:results                POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:results                DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:result_listing         GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
labs:result_listing         POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
labs:result_listing         DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:kept            GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
interchange:kept            POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:kept            DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:kept_listing    GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
interchange:kept_listing    POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:kept_listing    DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:document        GET    | sign-in | 403   | ok    | ok    | 403   | 403   | 403   | 403   | 404
interchange:document        POST   | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
interchange:document        DELETE | sign-in | 403   | 405   | 405   | 403   | 403   | 403   | 403   | 405
patients:coverages          GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
patients:coverages          POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:coverages          DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:coverage_listing   GET    | sign-in | ok    | ok    | ok    | 403   | 403   | ok    | 403   | 404
patients:coverage_listing   POST   | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405
patients:coverage_listing   DELETE | sign-in | 405   | 405   | 405   | 403   | 403   | 405   | 403   | 405

account_login               GET    | ok      | go    | go    | go    | go    | go    | go    | go    | go
account_login               POST   | 422     | go    | go    | go    | go    | go    | go    | go    | go
account_login               DELETE | 405     | go    | go    | go    | go    | go    | go    | go    | go
mfa_authenticate            GET    | sign-in | go    | go    | go    | go    | go    | go    | go    | go
mfa_authenticate            POST   | sign-in | go    | go    | go    | go    | go    | go    | go    | go
mfa_authenticate            DELETE | sign-in | go    | go    | go    | go    | go    | go    | go    | go
account_logout              GET    | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
account_logout              POST   | out     | out   | out   | out   | out   | out   | out   | out   | out
account_logout              DELETE | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
account_reauthenticate      GET    | sign-in | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
account_reauthenticate      POST   | sign-in | 422   | 422   | 422   | 422   | 422   | 422   | 422   | 422
account_reauthenticate      DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
account_change_password     GET    | sign-in | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
account_change_password     POST   | sign-in | 422   | 422   | 422   | 422   | 422   | 422   | 422   | 422
account_change_password     DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
mfa_index                   GET    | sign-in | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
mfa_index                   POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
mfa_index                   DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
mfa_activate_totp           GET    | sign-in | again | again | again | again | again | again | again | again
mfa_activate_totp           POST   | sign-in | again | again | again | again | again | again | again | again
mfa_activate_totp           DELETE | sign-in | again | again | again | again | again | again | again | again
mfa_deactivate_totp         GET    | sign-in | 404   | 404   | 404   | 404   | 404   | 404   | 404   | 404
mfa_deactivate_totp         POST   | sign-in | 404   | 404   | 404   | 404   | 404   | 404   | 404   | 404
mfa_deactivate_totp         DELETE | sign-in | 404   | 404   | 404   | 404   | 404   | 404   | 404   | 404
mfa_view_recovery_codes     GET    | sign-in | 404   | 404   | 404   | 404   | 404   | 404   | 404   | 404
mfa_view_recovery_codes     POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
mfa_view_recovery_codes     DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
mfa_generate_recovery_codes GET    | sign-in | again | again | again | again | again | again | again | again
mfa_generate_recovery_codes POST   | sign-in | again | again | again | again | again | again | again | again
mfa_generate_recovery_codes DELETE | sign-in | again | again | again | again | again | again | again | again

live:stream                 GET    | sign-in | 501   | 501   | 501   | 501   | 501   | 501   | 501   | 501
live:stream                 POST   | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
live:stream                 DELETE | sign-in | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
health:live                 GET    | ok      | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
health:live                 POST   | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
health:live                 DELETE | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
health:ready                GET    | ok      | ok    | ok    | ok    | ok    | ok    | ok    | ok    | ok
health:ready                POST   | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
health:ready                DELETE | 405     | 405   | 405   | 405   | 405   | 405   | 405   | 405   | 405
"""

PUBLIC = frozenset({"account_login", "account_logout", "mfa_authenticate", "health:live", "health:ready"})
"""The only addresses that answer without a sign-in."""

WITHOUT_PERMISSION = PUBLIC | {
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
        "patients:banner",
        "patients:identity",
        "patients:insurance",
        "vitals:latest",
        "vitals:flowsheet",
        "vitals:trend",
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
    }
)
"""Addresses with the public id of a patient; the matrix asks them for one of Harbour Clinic."""

MORE_ARGUMENTS = {"vitals:trend": ["pulse"], "labs:trend": ["2823-3"]}
"""What an address takes beside the patient's id."""


def arguments(name: str, public_id: object) -> list[object]:
    """The arguments of an address about the patient with this id; none where it is about nobody."""
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
