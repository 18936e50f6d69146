"""The role under which the application works: it reads and writes rows, and owns nothing.

Triggers and missing rights together keep the audit trail and the histories append-only.
"""

from django.apps import apps
from django.db import connections

APPLICATION_ROLE = "chartside_app"
APPEND_ONLY_MARK = "append_only"


def append_only_tables() -> list[str]:
    """Tables of models that say `append_only = True`, and every history table of pghistory."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, APPEND_ONLY_MARK, False) or getattr(model, "pgh_tracked_model", None) is not None
    )


def grant_rights(*, using: str = "default", **kwargs) -> None:
    """Makes the role where it is missing (a database administrator may have made it) and grants what it needs."""
    connection = connections[using]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7041)")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {APPLICATION_ROLE} NOLOGIN")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [APPLICATION_ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"GRANT {APPLICATION_ROLE} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {APPLICATION_ROLE}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION_ROLE}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION_ROLE}")
        for table in append_only_tables():
            cursor.execute(f"REVOKE ALL ON {quote(table)} FROM {APPLICATION_ROLE}")
            cursor.execute(f"GRANT SELECT, INSERT ON {quote(table)} TO {APPLICATION_ROLE}")
        cursor.execute(f"REVOKE ALL ON pghistory_context FROM {APPLICATION_ROLE}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APPLICATION_ROLE}")
