"""Whether the trail is really append-only here: without its triggers and missing rights nothing may be served."""

from django.db import connection

GUARDS = {"never_changed", "never_deleted", "never_truncated"}


def missing_guards() -> list[str]:
    """What is missing, in words for the log and for `readyz`; empty when the trail is protected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_auditevent'::regclass AND tgenabled IN ('O', 'A')"
        )
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            """SELECT has_any_column_privilege('audit_auditevent', 'UPDATE')
                   OR has_table_privilege('audit_auditevent', 'DELETE')
                   OR has_table_privilege('audit_auditevent', 'TRUNCATE')"""
        )
        may_change = cursor.fetchone()[0]
    missing = [guard for guard in sorted(GUARDS) if not any(f"_{guard}_" in name for name in names)]
    if may_change:
        missing.append("the application's database role may change the audit trail")
    return missing
