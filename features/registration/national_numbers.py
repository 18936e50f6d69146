"""Numbers that a state gives to each person: by which system they are kept, and whether one can be right.

The checks are those of python-stdnum: length, signs, check digits, and dates or ranges within the number. Nothing is
asked over a network. A number of another document is taken as it is typed.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError

DOCUMENT = "urn:chartside:identity-document"
"""The naming system of a number that the desk copies from a document."""
STATE = "urn:chartside:national-number:"
"""Before the two letters of a country: the naming system of its numbers, where HL7 and the country name none."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of national number: its words, the code of HL7 v2-0203, the part of stdnum that checks it, its system."""

    label: str | Promise
    code: str
    checked_by: str
    system: str = ""


KINDS = {
    "us": Kind(_("United States: SSN"), "SS", "us.ssn", "http://hl7.org/fhir/sid/us-ssn"),
    "be": Kind(_("Belgium: national number"), "NNBEL", "be.nn"),
    "br": Kind(_("Brazil: CPF"), "NNBRA", "br.cpf"),
    "cl": Kind(_("Chile: RUN"), "NNCHL", "cl.rut"),
    "cn": Kind(_("China: identity number"), "NNCHN", "cn.ric"),
    "dk": Kind(_("Denmark: CPR"), "NNDNK", "dk.cpr"),
    "do": Kind(_("Dominican Republic: cédula"), "NNDOM", "do.cedula"),
    "fr": Kind(_("France: NIR"), "NNFRA", "fr.nir"),
    "gb": Kind(_("United Kingdom: NHS number"), "NNGBR", "gb.nhs", "https://fhir.nhs.uk/Id/nhs-number"),
    "in": Kind(_("India: Aadhaar"), "NNIND", "in_.aadhaar"),
    "ie": Kind(_("Ireland: PPS number"), "NNIRL", "ie.pps"),
    "il": Kind(_("Israel: identity number"), "NNISR", "il.idnr"),
    "it": Kind(_("Italy: codice fiscale"), "NNITA", "it.codicefiscale"),
    "kr": Kind(_("Korea: resident number"), "NNKOR", "kr.rrn"),
    "mx": Kind(_("Mexico: CURP"), "NNMEX", "mx.curp"),
    "nl": Kind(_("Netherlands: BSN"), "NNNLD", "nl.bsn", "http://fhir.nl/fhir/NamingSystem/bsn"),
    "pl": Kind(_("Poland: PESEL"), "NNPOL", "pl.pesel"),
    "es": Kind(_("Spain: DNI"), "NNESP", "es.dni"),
    "se": Kind(_("Sweden: personnummer"), "NNSWE", "se.personnummer"),
    "ch": Kind(_("Switzerland: AHV number"), "NNCHE", "ch.ssn"),
    "tr": Kind(_("Turkey: identity number"), "NNTUR", "tr.tckimlik"),
}
CHOICES: list[tuple[str, Any]] = [
    ("", _("passport, licence or another")),
    *((key, kind.label) for key, kind in KINDS.items()),
]


def refusal(key: str, number: str) -> str | Promise:
    """What is wrong with a number of a kind; nothing where it can be right."""
    if key not in KINDS:
        return ""
    try:
        _checker(key).validate(_joined(number))
    except InvalidLength:
        return _("This number has too few or too many digits. Check it, or choose another kind of number.")
    except InvalidChecksum:
        return _("The check digit does not fit: a digit is wrong, or two are swapped.")
    except ValidationError:
        return _("No number of this kind looks like this. Check it, or choose another kind of number.")
    return ""


def identifier_of(key: str, number: str) -> dict[str, str]:
    """The fields of the identifier: a checked number as its country writes it, another as it was typed."""
    if key not in KINDS:
        return {"system": DOCUMENT, "value": number}
    kind, checker = KINDS[key], _checker(key)
    compact = checker.compact(_joined(number))
    written = checker.format(compact) if hasattr(checker, "format") else compact
    return {"system": kind.system or f"{STATE}{key}", "value": written, "kind": kind.code}


def _checker(key: str) -> Any:
    return import_module(f"stdnum.{KINDS[key].checked_by}")


def _joined(number: str) -> str:
    """Without gaps: people read numbers aloud in groups."""
    return "".join(number.split())
