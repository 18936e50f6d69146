"""The database's owner, for what the application's role may not do: emptying tables, breaking triggers."""

from contextlib import contextmanager

from django.db import connection

from features.foundation.audit.models import TRUNCATE_SETTING
from features.foundation.records.database_role import APPLICATION_ROLE


@contextmanager
def as_owner():
    """Leaves the application's role for the length of a block."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {APPLICATION_ROLE}")


@contextmanager
def truncation_allowed():
    """Lets the owner empty the audit trail too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', false)", [TRUNCATE_SETTING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, 'off', false)", [TRUNCATE_SETTING])
