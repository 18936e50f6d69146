"""Who a resource is about: patients, those who care for them, and the organisations where that happens."""

from dataclasses import dataclass
from datetime import date, datetime, time

from features.foundation.clinical.ages import Precision
from features.foundation.clinical.check_characters import is_npi
from features.interchange.fhir import extensions, fields
from features.interchange.fhir.attachments import Photo, photo
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported
from features.interchange.fhir.visits import named

NPI_SYSTEM = "http://hl7.org/fhir/sid/us-npi"
SEXES = ("female", "male", "other", "unknown")
SEX_OF_CODE = {"F": "female", "M": "male", "OTH": "other", "UNK": "unknown"}
CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
RESTRICTED = ("R", "V")
"""Restricted and very restricted; we write the first."""
OLDEST_BIRTH_YEAR = 1850
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """A person as the sender knows them; `names` are those beside the official one."""

    name: fields.PersonName
    names: tuple[fields.PersonName, ...]
    birth_date: date | None
    birth_precision: Precision
    sex: str
    sex_at_birth: str
    is_deceased: bool
    death_date: date | None
    died_at: datetime | None
    multiple_birth_order: int | None
    marital_status: str
    language: str
    telecoms: tuple[fields.Telecom, ...]
    addresses: tuple[fields.Address, ...]
    identifiers: tuple[fields.Identifier, ...]
    preferred_name: str
    is_estimated: bool
    """The birth date."""
    birth_time: time | None
    gender_identity: str
    needs_interpreter: bool | None
    is_restricted: bool
    is_inactive: bool
    provider: str | None
    """Source id of the general practitioner."""
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """Someone who provides care; an NPI that does not fit stands among the unverified identifiers."""

    name: fields.PersonName
    npi: str | None
    specialty: str
    unverified: tuple[fields.Identifier, ...]


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """A hospital, practice or laboratory."""

    name: str
    kind: str
    npi: str | None
    phone: str
    address: fields.Address | None


def read_patient(entry: Entry, bundle: Bundle) -> PatientFacts:
    """The patient; NotImported where they have no family name, or dates that no life has."""
    resource = entry.resource
    name, *others = _names(resource)
    doctors = (
        named(each, "Practitioner", bundle) for each in fields.references(resource, "generalPractitioner")
    )
    born = fields.partial_date(resource, "birthDate")
    died_at, death_date, is_deceased = _death(resource)
    if born and born.value.year < OLDEST_BIRTH_YEAR:
        raise NotImported(f"birthDate lies before {OLDEST_BIRTH_YEAR}")
    if born and death_date and death_date < born.value:
        raise NotImported("the death lies before the birth")
    sex = fields.text(resource, "gender") or "unknown"
    if sex not in SEXES:
        raise NotImported("gender is none of FHIR's")
    return PatientFacts(
        name=name,
        names=tuple(other for other in others if other.family or other.given),
        birth_date=born.value if born else None,
        birth_precision=born.precision if born else Precision.UNKNOWN,
        sex=sex,
        sex_at_birth=SEX_OF_CODE.get(extensions.code(resource, extensions.BIRTH_SEX), ""),
        is_deceased=is_deceased,
        death_date=death_date,
        died_at=died_at,
        multiple_birth_order=_birth_order(resource),
        marital_status=fields.concept(resource, "maritalStatus").first.code,
        language=_language(resource),
        telecoms=tuple(fields.telecoms(resource)),
        addresses=tuple(fields.addresses(resource)),
        identifiers=tuple(fields.identifiers(resource)),
        preferred_name=next((each.text for each in others if _is_a_call_name(each)), ""),
        is_estimated=_is_estimated(resource),
        birth_time=_birth_time(resource),
        gender_identity=_gender_identity(resource),
        needs_interpreter=extensions.is_true(resource, extensions.INTERPRETER),
        is_restricted=is_restricted(fields.parts(fields.part(resource, "meta", dict) or {}, "security")),
        is_inactive=fields.part(resource, "active", bool) is False,
        provider=next((each for each in doctors if each), None),
        photo=photo(resource),
    )


def is_restricted(labels: list[fields.Json]) -> bool:
    """Whether one of the security labels closes a record or a document to most people."""
    return any(
        (label.system, label.code in RESTRICTED) == (CONFIDENTIALITY, True)
        for label in map(fields.coding, labels)
    )


def read_provider(entry: Entry, bundle: Bundle) -> ProviderFacts:
    """Someone who provides care; NotImported where they have no family name."""
    known = fields.identifiers(entry.resource)
    npi = _npi(known)
    return ProviderFacts(
        name=_names(entry.resource)[0],
        npi=npi,
        specialty=next(
            (fields.concept(each, "code").words for each in fields.parts(entry.resource, "qualification")), ""
        ),
        unverified=tuple(each for each in known if (each.system, each.value) != (NPI_SYSTEM, npi)),
    )


def read_organization(entry: Entry, bundle: Bundle) -> OrganizationFacts:
    """An organisation; NotImported where it has no name."""
    resource = entry.resource
    name = fields.text(resource, "name")
    if not name:
        raise NotImported("has no name")
    kinds = fields.concepts(resource, "type")
    phones = [each.value for each in fields.telecoms(resource) if each.system == "phone"]
    return OrganizationFacts(
        name=name,
        kind=kinds[0].words if kinds else "",
        npi=_npi(fields.identifiers(resource)),
        phone=phones[0] if phones else "",
        address=next(iter(fields.addresses(resource)), None),
    )


def _names(resource: fields.Json) -> list[fields.PersonName]:
    """The official name, or else the first, and then the others."""
    found = sorted(fields.names(resource), key=lambda name: (name.use != "official", _is_a_call_name(name)))
    if not found or not found[0].family:
        raise NotImported("has no family name")
    for name in found:
        if max(map(len, (name.family, " ".join(name.given), name.text))) > LONGEST_NAME:
            raise NotImported(f"has a name of more than {LONGEST_NAME} characters")
    return found


def _npi(known: list[fields.Identifier]) -> str | None:
    return next((each.value for each in known if each.system == NPI_SYSTEM and is_npi(each.value)), None)


def _death(resource: fields.Json) -> tuple[datetime | None, date | None, bool]:
    """When somebody died, on which date, and whether they did; a date alone has no moment."""
    said = fields.part(resource, "deceasedBoolean", bool)
    day = fields.partial_date(resource, "deceasedDateTime")
    if day is None:
        return None, None, bool(said)
    if day.precision != Precision.DAY:
        return None, None, True
    has_time = "T" in resource["deceasedDateTime"]
    return fields.instant(resource, "deceasedDateTime") if has_time else None, day.value, True


def _birth_order(resource: fields.Json) -> int | None:
    order = fields.number(resource, "multipleBirthInteger")
    if order is None:
        return None
    if order != int(order) or not 1 <= order <= 20:
        raise NotImported("multipleBirthInteger is no order of birth")
    return int(order)


def _language(resource: fields.Json) -> str:
    spoken = fields.parts(resource, "communication")
    preferred = sorted(spoken, key=lambda each: fields.part(each, "preferred", bool) is not True)
    return fields.concept(preferred[0], "language").first.code if preferred else ""


def _is_a_call_name(name: fields.PersonName) -> bool:
    """The name by which somebody wants to be called stands by itself, undivided."""
    return name.use == "usual" and not name.family and not name.given


def _is_estimated(resource: fields.Json) -> bool:
    told = extensions.of_primitive(resource, "birthDate", extensions.ESTIMATED)
    return fields.part(told, "valueBoolean", bool) is True


def _birth_time(resource: fields.Json) -> time | None:
    """On the sender's clock, as the birth date is on the sender's calendar."""
    moment = extensions.of_primitive(resource, "birthDate", extensions.BIRTH_TIME)
    alone = extensions.of_primitive(resource, "birthDate", extensions.CLOCK_AT_BIRTH)
    at = fields.instant(moment, "valueDateTime")
    if at:
        return at.time()
    try:
        return time.fromisoformat(written) if (written := fields.text(alone, "valueTime")) else None
    except ValueError:
        raise NotImported("the time of birth is no time of the day") from None


def _gender_identity(resource: fields.Json) -> str:
    """In words; of R5's extension the value inside it."""
    told = extensions.found(resource, extensions.GENDER_IDENTITY)
    later = extensions.found(resource, extensions.GENDER_IDENTITY_OF_R5)
    inside = extensions.found(later, "value")
    return (
        fields.concept(told, "valueCodeableConcept").words
        or fields.concept(inside, "valueCodeableConcept").words
    )
