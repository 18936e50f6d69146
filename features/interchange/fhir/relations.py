"""Who and what belongs to a patient: relatives, consents and the care team."""

from dataclasses import dataclass
from datetime import date

from features.interchange.fhir import extensions, fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named
from features.patients.models import ConsentStatus

ROLES = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
CONTACT_ROLES = "http://terminology.hl7.org/CodeSystem/v2-0131"
EMERGENCY_CONTACT = "C"


@dataclass(frozen=True, slots=True)
class RelativeFacts:
    """A RelatedPerson; `relationship` is a code of HL7 RoleCode."""

    relationship: str
    full_name: str
    phone: str
    is_emergency_contact: bool
    ends_on: date | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """A Consent; `scope` is a code of HL7 ConsentScope."""

    scope: str
    status: str
    given_on: date
    ends_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a care team; `provider` is a source id."""

    provider: str
    role: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class CareTeamFacts:
    """A CareTeam with at least one member who is a provider."""

    members: tuple[Member, ...]


def read_relative(entry: Entry, bundle: Bundle) -> RelativeFacts:
    """The related person; NotImported without a name or a relationship."""
    resource = entry.resource
    kinds = fields.concepts(resource, "relationship")
    roles = [coding for each in kinds if (coding := each.coded_in(ROLES))]
    name = next(
        (each.text or " ".join((*each.given, each.family)).strip() for each in fields.names(resource)), ""
    )
    phones = [each.value for each in fields.telecoms(resource) if each.system == "phone"]
    contact = [coding for each in kinds if (coding := each.coded_in(CONTACT_ROLES))]
    is_contact = any(each.code == EMERGENCY_CONTACT for each in contact)
    if not name:
        raise NotImported("has no name")
    if not roles and not is_contact:
        raise NotImported("does not say how they are related")
    return RelativeFacts(
        relationship=roles[0].code if roles else "",
        full_name=name,
        phone=phones[0] if phones else "",
        is_emergency_contact=is_contact,
        **fields.ending(resource),
    )


def read_consent(entry: Entry, bundle: Bundle) -> ConsentFacts:
    """The consent; NotImported without a scope, a known status and a day."""
    resource = entry.resource
    scope = fields.concept(resource, "scope").first.code
    status = fields.text(resource, "status")
    given_on = fields.whole_day(resource, "dateTime")
    provision = fields.part(resource, "provision", dict) or {}
    if status not in ConsentStatus.values:
        raise NotImported("status is none of R4's")
    if not scope or given_on is None:
        raise NotImported("does not say to what, or when")
    return ConsentFacts(
        scope=scope,
        status=status,
        given_on=given_on,
        ends_on=fields.whole_day(fields.part(provision, "period", dict) or {}, "end"),
        note=fields.prose(extensions.found(resource, extensions.NOTE), "valueString"),
    )


def read_care_team(entry: Entry, bundle: Bundle) -> CareTeamFacts:
    """The care team; NotImported where none of its members is a provider with a first day."""
    resource = entry.resource
    whole = fields.part(resource, "period", dict) or {}
    members = []
    for each in fields.parts(resource, "participant"):
        provider = named(fields.reference(each, "member"), "Practitioner", bundle)
        period = fields.part(each, "period", dict) or whole
        starts_on = fields.whole_day(period, "start")
        if provider and starts_on:
            role = next((role.words for role in fields.concepts(each, "role")), "")
            members.append(Member(provider, role, starts_on, fields.whole_day(period, "end")))
    if not members:
        raise NotImported("has no member who is a provider with a first day")
    return CareTeamFacts(tuple(members))
