"""What writers of patients, providers and payers call."""

from collections.abc import Iterable

from features.patients.list_versions import CATALOGUES, list_of, replace_on_commit


def forget_lists(*, facilities: Iterable[int]) -> None:
    """Once the transaction stands, nothing cached of these facilities' lists and of the catalogues is used again."""
    replace_on_commit(CATALOGUES, *(list_of(facility) for facility in facilities))
