"""What writers of the card of an insurance call: pictures of its sides, put there, replaced and taken away."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from features.foundation.audit.actors import Actor
from features.foundation.audit.changes import write_changes, write_new
from features.foundation.live.announcing import announce
from features.foundation.records.saving import StaleVersion
from features.foundation.records.services import one_transaction, retried
from features.patients.events import COVERAGE_CHANGED, chart_topic
from features.patients.models import CardSide, Coverage, CoverageCard

IDENTITY = "identity"


@retried
def change_card(
    *, coverage: Coverage, version: int, sides: Mapping[str, bytes | None], by: Actor
) -> CoverageCard:
    """Puts `sides` (`front`, `back`) in the place of what is there; None takes a side away.

    StaleVersion unless the card still is `version`; of one that there is not yet the version is 0.
    """
    with one_transaction(by=by.user, request_id=by.request_id):
        _one_at_a_time(coverage)
        patient = coverage.patient
        card = CoverageCard.objects.filter(coverage=coverage).first()
        if card is None:
            card = CoverageCard(patient=patient, coverage=coverage, **sides)
            write_new(card, patient=patient.public_id, category=IDENTITY, by=by)
        elif card.version != version:
            raise StaleVersion(card)
        elif not write_changes(card, sides, patient=patient.public_id, category=IDENTITY, by=by):
            return card
        announce(COVERAGE_CHANGED, chart_topic(patient))
        return card


def cards_of(coverage: Coverage) -> QuerySet[CoverageCard]:
    """Its card, if there is one, without the pictures: `has_front` and `has_back` tell of them."""
    told = {f"has_{side}": Q(**{f"{side}__isnull": False}) for side in CardSide.values}
    return CoverageCard.objects.filter(coverage=coverage).defer(*CardSide.values).annotate(**told)


def _one_at_a_time(coverage: Coverage) -> None:
    """Of two who photograph one card at once the second waits, and sees what the first wrote."""
    Coverage.objects.select_for_update(of=("self",), no_key=True).get(pk=coverage.pk)
