"""Coverage: as claims tell it, whose payers stand inside them, once for each claim; and by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.attachments import picture
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported

SELF_PAY = ("no_insurance",)
"""How feeds write that nobody else pays."""
SELF_PAY_SYSTEM = "http://terminology.hl7.org/CodeSystem/coverage-selfpay"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Who paid for what was billed from one day to another."""

    source_id: str
    payer: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """One payer of a patient, from the first to the last day of all claims; `payer` is empty for self-pay."""

    payer: str
    starts_on: date | None
    ends_on: date | None
    claims: tuple[str, ...]

    @property
    def is_self_pay(self) -> bool:
        return not self.payer


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """A Coverage that stands by itself, with the numbers on its card; `payer` is empty for self-pay."""

    payer: str
    starts_on: date | None
    ends_on: date | None
    member_id: str
    group_number: str
    plan: str
    subscriber_name: str
    relationship: str
    priority: int | None
    verify_by: date | None
    verified_on: date | None
    payer_identifier: str
    sides: dict[str, bytes] = field(repr=False)
    """The pictures of its card, those that are pictures."""


CARD_BYTES = 2_000_000
SIDES = {"front": extensions.CARD_FRONT, "back": extensions.CARD_BACK}


def read_claim(entry: Entry, bundle: Bundle) -> ClaimFacts:
    """The payer and the billed days; NotImported where no coverage stands inside, or its days run backwards."""
    resource = entry.resource
    coverages = [
        each for each in fields.parts(resource, "contained") if each.get("resourceType") == "Coverage"
    ]
    payers = [payer for each in coverages for payer in fields.parts(each, "payor")]
    name = fields.text(payers[0], "display") if payers else ""
    if not name:
        raise NotImported("names no payer")
    billed = fields.part(resource, "billablePeriod", dict) or {}
    first, last = fields.partial_date(billed, "start"), fields.partial_date(billed, "end")
    if first and last and last.value < first.value:
        raise NotImported("billablePeriod ends before it starts")
    return ClaimFacts(entry.source_id, name, first.value if first else None, last.value if last else None)


def read_policy(entry: Entry, bundle: Bundle) -> PolicyFacts:
    """A Coverage that stands by itself; NotImported without a payer, or where its days run backwards."""
    resource = entry.resource
    kinds = fields.concept(resource, "type")
    pays_alone = kinds.coded_in(SELF_PAY_SYSTEM) is not None
    payers = fields.parts(resource, "payor")
    name = fields.text(payers[0], "display") if payers else ""
    if not name and not pays_alone:
        raise NotImported("names no payer")
    valid = fields.part(resource, "period", dict) or {}
    first, last = fields.partial_date(valid, "start"), fields.partial_date(valid, "end")
    if first and last and last.value < first.value:
        raise NotImported("period ends before it starts")
    classes = {
        fields.concept(each, "type").first.code: fields.text(each, "value")
        for each in fields.parts(resource, "class")
    }
    order = fields.number(resource, "order")
    identifier = fields.part(payers[0], "identifier", dict) if payers else None
    return PolicyFacts(
        payer="" if pays_alone or name.lower() in SELF_PAY else name,
        starts_on=first.value if first else None,
        ends_on=last.value if last else None,
        member_id=fields.text(resource, "subscriberId"),
        group_number=classes.get("group", ""),
        plan=classes.get("plan", ""),
        subscriber_name=fields.text(fields.part(resource, "subscriber", dict) or {}, "display"),
        relationship=fields.concept(resource, "relationship").first.code,
        priority=None if order is None else int(order),
        verify_by=fields.whole_day(extensions.found(resource, extensions.VERIFY_BY), "valueDate"),
        verified_on=fields.whole_day(extensions.found(resource, extensions.VERIFIED_ON), "valueDate"),
        payer_identifier=fields.text(identifier or {}, "value"),
        sides=_card(resource),
    )


def _card(resource: fields.Json) -> dict[str, bytes]:
    """The pictures of the card by side; what is no small picture of its own type is left out, as a photo is."""
    told = {
        side: fields.part(extensions.found(resource, url), "valueAttachment", dict)
        for side, url in SIDES.items()
    }
    read = {side: picture(each, largest=CARD_BYTES) for side, each in told.items() if each}
    return {side: image for side, image in read.items() if image}


def merged(claims: Iterable[ClaimFacts]) -> list[CoverageFacts]:
    """One coverage for each payer, in the order in which the payers first appear."""
    of_payer: dict[str, list[ClaimFacts]] = {}
    for claim in claims:
        payer = "" if claim.payer.lower() in SELF_PAY else claim.payer
        of_payer.setdefault(payer, []).append(claim)
    return [
        CoverageFacts(
            payer=payer,
            starts_on=min((each.starts_on for each in found if each.starts_on), default=None),
            ends_on=max((each.ends_on for each in found if each.ends_on), default=None),
            claims=tuple(each.source_id for each in found),
        )
        for payer, found in of_payer.items()
    ]
