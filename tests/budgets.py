"""What each list and region may cost: statements (audit included), and bytes gzipped of a page of fifty.

The counts are exact: one statement fewer is as much a reason to look as one more.
"""

from typing import NamedTuple


class Budget(NamedTuple):
    """Statements of the fragment and of the whole page with warm caches, and their KB gzipped with fifty rows."""

    fragment: int
    page: int
    fragment_kb: float
    page_kb: float


BUDGETS = {
    # The person with their rights, the rows, the audit row.
    "patients:list": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    "patients:listing": Budget(fragment=3, page=3, fragment_kb=8, page_kb=14),
    # The count is capped and cached: the person and the audit row.
    "patients:count": Budget(fragment=2, page=2, fragment_kb=1, page_kb=8),
    # The person, the patient, coverage, the version key, the audit row.
    "patients:record": Budget(fragment=4, page=4, fragment_kb=14, page_kb=14),
    "patients:banner": Budget(fragment=4, page=4, fragment_kb=2, page_kb=8),
    "home": Budget(fragment=1, page=1, fragment_kb=8, page_kb=8),
    "help": Budget(fragment=1, page=1, fragment_kb=8, page_kb=8),
}

WITHOUT_BUDGET = {
    "patients:find": "answers with a redirect only",
    "health:live": "asks no database",
    "health:ready": "asks the database itself whether it is protected",
    "live:stream": "a stream; measured by its own tests",
}
"""URLs that are neither list nor region, with the reason. Sign-in pages belong to the workflow's own tests."""
