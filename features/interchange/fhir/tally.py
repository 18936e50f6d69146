"""Counts what became of the resources of an import, by type, and why some were only kept."""

from collections import Counter
from dataclasses import dataclass, field

UNCHANGED = "unchanged"


@dataclass(slots=True)
class Tally:
    """`counts` by type and outcome, `reasons` by type and the reason for keeping it as it came."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, kind: str, outcome: str, reason: str = "") -> None:
        self.counts[kind, outcome] += 1
        if reason:
            self.reasons[kind, reason] += 1

    def update(self, other: "Tally") -> None:
        self.counts.update(other.counts)
        self.reasons.update(other.reasons)

    def changes(self) -> str:
        """Everything but the unchanged, for the audit event: `Claim 12 kept, Patient 1 imported`."""
        changed = sorted(
            (kind, outcome, n) for (kind, outcome), n in self.counts.items() if outcome != UNCHANGED
        )
        return ", ".join(f"{kind} {number} {outcome}" for kind, outcome, number in changed)
