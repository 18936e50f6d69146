"""Promises that the database keeps about records, declared with the model like Django's own constraints."""

from collections.abc import Iterable
from typing import Any

from django.db import models


def one_of(field: str, values: Iterable[str], *, name: str) -> models.CheckConstraint:
    """The field holds one of `values`."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": list(values)}), name=name)


def not_before(earlier: str, later: str, *, name: str) -> models.CheckConstraint:
    """`later` does not lie before `earlier`, where both are known."""
    later_on = models.Q(**{f"{later}__gte": models.F(earlier)})
    unknown = models.Q(**{f"{earlier}__isnull": True}) | models.Q(**{f"{later}__isnull": True})
    return models.CheckConstraint(condition=unknown | later_on, name=name)


class SamePatient(models.BaseConstraint):
    """The record that `field` refers to belongs to the same patient: a foreign key over both columns.

    The other table needs a unique constraint on (id, patient). Checked at the end of the transaction, so that a
    merge may move a patient's records one after the other.
    """

    def __init__(self, *, field: str, name: str) -> None:
        super().__init__(name=name)
        self.field = field

    def _clause(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        other = model._meta.get_field(self.field)
        columns = ", ".join(quote(model._meta.get_field(name).column) for name in (self.field, "patient"))
        return (
            f"FOREIGN KEY ({columns}) REFERENCES {quote(other.related_model._meta.db_table)} "
            f"({quote('id')}, {quote('patient_id')}) DEFERRABLE INITIALLY DEFERRED"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._clause(model, schema_editor)}"

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        return f"ALTER TABLE {table} ADD {self.constraint_sql(model, schema_editor)}"

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        quote = schema_editor.quote_name
        return f"ALTER TABLE {quote(model._meta.db_table)} DROP CONSTRAINT {quote(self.name)}"

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        """Left to the database, which sees both rows as they are at the end of the transaction."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        same_kind = isinstance(other, SamePatient)
        return same_kind and (self.name, self.field) == (other.name, other.field)  # type: ignore[attr-defined]

    def __hash__(self) -> int:
        return hash((self.name, self.field))
