"""Who a resource is about: patients, those who care for them, and the organisations where that happens."""

from dataclasses import dataclass
from datetime import date, datetime

from features.foundation.clinical.ages import Precision
from features.foundation.clinical.check_characters import is_npi
from features.interchange.fhir import fields
from features.interchange.fhir.bundles import Bundle, Entry
from features.interchange.fhir.refusals import NotImported, WrongShape

NPI_SYSTEM = "http://hl7.org/fhir/sid/us-npi"
SEXES = ("female", "male", "other", "unknown")
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
SEX_OF_CODE = {"F": "female", "M": "male"}
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


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """Someone who provides care; an NPI that does not fit stands among the unverified identifiers."""

    name: fields.PersonName
    npi: str | None
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
        names=tuple(others),
        birth_date=born.value if born else None,
        birth_precision=born.precision if born else Precision.UNKNOWN,
        sex=sex,
        sex_at_birth=SEX_OF_CODE.get(_extension(resource, BIRTH_SEX), ""),
        is_deceased=is_deceased,
        death_date=death_date,
        died_at=died_at,
        multiple_birth_order=_birth_order(resource),
        marital_status=fields.concept(resource, "maritalStatus").first.code,
        language=_language(resource),
        telecoms=tuple(fields.telecoms(resource)),
        addresses=tuple(fields.addresses(resource)),
        identifiers=tuple(fields.identifiers(resource)),
    )


def read_provider(entry: Entry, bundle: Bundle) -> ProviderFacts:
    """Someone who provides care; NotImported where they have no family name."""
    known = fields.identifiers(entry.resource)
    npi = _npi(known)
    return ProviderFacts(
        name=_names(entry.resource)[0],
        npi=npi,
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
    found = sorted(fields.names(resource), key=lambda name: name.use != "official")
    if not found or not found[0].family:
        raise NotImported("has no family name")
    for name in found:
        if len(name.family) > LONGEST_NAME or len(" ".join(name.given)) > LONGEST_NAME:
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


def _extension(resource: fields.Json, url: str) -> str:
    """The code of an extension; empty where it is absent."""
    for extension in fields.parts(resource, "extension"):
        if extension.get("url") == url:
            if not isinstance(extension.get("valueCode", ""), str):
                raise WrongShape("valueCode", "text")
            return extension.get("valueCode", "")
    return ""
