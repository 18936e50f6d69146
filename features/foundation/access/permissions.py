"""The roles matrix: what each role may do. One readable table; everything else asks `permits`.

Letters: R read, C create, U change, S sign or verify, A amend, X export. A lower-case word is an action of
that name. A cell that ends in `o` holds only with an open order or visit, one in `BG` only after breaking the
glass, one in `own` or `team` only for one's own records or one's own patients; a condition counts as no until
the workflow that can tell arrives.
"""

from enum import StrEnum
from functools import lru_cache


class Role(StrEnum):
    FRONT_DESK = "front_desk"
    NURSE = "nurse"
    PHYSICIAN = "physician"
    LAB_TECHNICIAN = "lab_technician"
    PHARMACIST = "pharmacist"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


ACTIONS = {"R": "read", "C": "create", "U": "change", "S": "sign", "A": "amend", "X": "export"}
CONDITIONS = frozenset({"o", "BG", "own", "team"})

MATRIX = """
permission         | desk    | nurse        | physician     | lab tech    | pharmacist   | privacy | admin
find_patient       | R       | R            | R             | R o         | R o          | R       | -
demographics       | R C U   | R U          | R U           | R o         | R o          | R       | -
registration       | C       | C            | C             | -           | -            | -       | -
merge              | -       | -            | S             | -           | -            | S       | -
visits             | R C U   | R C U        | R C U         | R o         | -            | -       | -
vitals             | -       | R C U A      | R C U A       | -           | R o          | -       | -
allergies          | alert   | R C U        | R C U         | R o         | R C U        | -       | -
problems           | -       | R C U        | R C U         | R o         | R o          | -       | -
nursing_notes      | -       | R C U S A    | R             | -           | -            | -       | -
physician_notes    | -       | R            | R C U S A     | -           | -            | -       | -
sensitive_notes    | -       | R BG         | R team        | -           | -            | -       | -
lab_orders         | -       | C            | R C U S       | R status o  | -            | -       | -
lab_results        | -       | R specimen   | R acknowledge | R C U S A o | -            | -       | -
prescriptions      | -       | R administer | R C U S stop  | -           | R dispense o | -       | -
chart_export       | request | -            | S X           | -           | -            | S X     | -
bulk_export        | -       | -            | -             | -           | -            | approve | run
audit_trail        | -       | -            | -             | -           | -            | R X     | health
break_glass_review | -       | -            | -             | -           | -            | S       | -
users              | -       | -            | -             | -           | -            | -       | C U
providers          | -       | -            | -             | -           | -            | -       | C U
payers             | -       | -            | -             | -           | -            | -       | C U
roles              | -       | -            | -             | -           | -            | S       | C
settings           | -       | -            | approve       | -           | -            | R       | R C U
"""


def _read_matrix(text: str) -> dict[Role, frozenset[str]]:
    granted: dict[Role, set[str]] = {role: set() for role in Role}
    for line in text.strip().splitlines()[1:]:
        name, *cells = (cell.strip() for cell in line.split("|"))
        for role, cell in zip(Role, cells, strict=True):
            words = cell.split()
            if CONDITIONS & set(words):
                continue
            granted[role].update(f"{name}.{ACTIONS.get(word, word)}" for word in words if word != "-")
    return {role: frozenset(names) for role, names in granted.items()}


GRANTED = _read_matrix(MATRIX)
ALL_PERMISSIONS = frozenset().union(*GRANTED.values())


@lru_cache(maxsize=1_000)
def permissions_of(roles: tuple[str, ...], denied: tuple[str, ...]) -> frozenset[str]:
    """Everything that `roles` allow together, less what is denied to the person: a denial always wins."""
    allowed = frozenset().union(*(GRANTED[Role(role)] for role in roles))
    return allowed - frozenset(denied)
