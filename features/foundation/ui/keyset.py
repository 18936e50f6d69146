"""Pages by position: a page begins after a row, so its cost does not depend on how deep it lies.

A position in a URL is the sort and the public id of a row, signed: it holds no name. The row's values are read by a
sub-select, and compared as one row value, which PostgreSQL answers from the index of that order.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import BooleanField, CharField, Func, QuerySet, Subquery
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Cast

_signer = Signer(salt="listing-position")


class RowOf(Subquery):
    """A sub-select of several columns, compared as one row value; it has no single type of its own."""

    output_field = BooleanField()


class RowComparison(Func):
    """`(a, b, id) > (SELECT a, b, id …)`: strictly after, or before, the row of the sub-select."""

    conditional = True

    def __init__(self, *columns: str, anchor: QuerySet, operator: str) -> None:
        self.operator = operator
        super().__init__(*columns, RowOf(anchor.values(*columns)), output_field=BooleanField())

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **extra_context):
        *columns, anchor = (compiler.compile(source) for source in self.source_expressions)
        names = ", ".join(sql for sql, _ in columns)
        parameters = [value for _, values in columns for value in values] + list(anchor[1])
        return f"({names}) {self.operator} {anchor[0]}", tuple(parameters)

    def __repr__(self) -> str:
        return f"RowComparison({self.operator})"


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page begins: after, or before, the row with `public_id` in the order of `sort`."""

    sort: str
    public_id: UUID
    backwards: bool = False

    def token(self) -> str:
        return _signer.sign(f"{self.sort}~{self.public_id.hex}~{'b' if self.backwards else 'a'}")

    @classmethod
    def read(cls, token: str, sort: str) -> "Position | None":
        """The position of a token; None when it was altered, or belongs to another order."""
        try:
            signed_sort, row, direction = _signer.unsign(token).split("~")
            position = cls(signed_sort, UUID(hex=row), direction == "b")
        except (BadSignature, ValueError):
            return None
        return position if position.sort == sort else None


def page_rows(
    rows: QuerySet,
    columns: list[str],
    *,
    scope: QuerySet,
    descending: bool,
    position: Position | None,
    size: int,
) -> QuerySet:
    """One page and one row of look-ahead of `rows`, in the order of `columns` (the last one unique).

    The row of the position is looked up in `scope`: it need not match the filters any more. With a backwards
    position the rows come in reverse order.
    """
    backwards = position is not None and position.backwards
    downwards = descending != backwards
    if position is not None:
        anchor = scope.filter(public_id=position.public_id)
        rows = rows.filter(RowComparison(*columns, anchor=anchor, operator="<" if downwards else ">"))
    return rows.order_by(*(f"-{column}" if downwards else column for column in columns))[: size + 1]


def read_values(
    rows: QuerySet, values: tuple[str, ...], facts: dict[str, BaseExpression] | None = None
) -> QuerySet:
    """The `values` of each row as a tuple, the first of which is the row's public id, read as text: a list needs
    nothing else of it, and a UUID takes Python longer to make than to read the row. `facts` are read for the rows of
    the page only: the page is cut before them."""
    first, *others = values
    return rows.annotate(row_id=Cast(first, CharField()), **(facts or {})).values_list("row_id", *others)
