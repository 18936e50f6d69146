"""What counts as a person doing something: only these pages and forms keep a session alive.

Never a region, a count, a poll or the event stream: those ask by themselves while nobody sits at the screen. The
options of a catalogue are asked for by typing.
"""

ACTIVITY_URL_NAMES = frozenset(
    {
        "home",
        "help",
        "patients:list",
        "patients:find",
        "patients:drafts",
        "patients:change_contacts",
        "patients:check_contacts",
        "codes:options",
        "chart:summary",
        "problems:record_allergy",
        "problems:check_allergy",
        "problems:correct_allergy",
        "problems:refute_allergy",
        "problems:deny_allergies",
        "problems:history",
        "problems:allergy_history",
        "problems:immunization_history",
        "visits:history",
        "vitals:measurement_history",
        "labs:results",
        "interchange:kept",
        "interchange:document",
        "patients:coverages",
        "patients:add_coverage",
        "patients:change_coverage",
        "patients:verify_coverage",
        "vitals:flowsheet",
        "vitals:trend",
        "labs:grid",
        "labs:trend",
        "medications:timeline",
        "notes:timeline",
        "administration:devices",
        "administration:device",
        "administration:register_device",
        "administration:revoke_device",
        "account_stay",
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    }
)
