"""Finds who may be the same person as somebody who is being registered, with the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext, pgettext

from features.foundation.clinical.ages import Precision
from features.foundation.records.prepared import ask
from features.foundation.ui import formats
from features.patients.models import Sex
from features.patients.rules import last_seven, lexeme, plain_number
from features.registration.rules import About, Comparison, Evidence, How, Person, compare

MOST_READ = 300

CANDIDATES = """
    WITH near AS MATERIALIZED (SELECT * FROM chartside_found(%s, NULL, %s))
    SELECT p.public_id, p.family_name, p.given_names, p.birth_date, p.birth_precision, p.sex, p.mrn,
           ARRAY[p.phone_mobile, p.phone_home, p.phone_work], p.email, p.restricted,
           ARRAY(SELECT a.postal_code FROM patients_patientaddress a
                  WHERE a.patient_id = p.id AND a.postal_code <> '' ORDER BY a.id DESC),
           ARRAY(SELECT i.system || chr(31) || i.value FROM patients_patientidentifier i WHERE i.patient_id = p.id),
           ARRAY(SELECT n.family_name || chr(31) || n.given_names FROM patients_patientname n
                  WHERE n.patient_id = p.id),
           EXISTS (SELECT FROM patients_patientfacility l WHERE l.patient_id = p.id AND l.facility_id = %s)
      FROM near JOIN patients_patient p ON p.id = near.chartside_found
     WHERE p.id IS DISTINCT FROM %s::bigint
       AND NOT EXISTS (SELECT FROM registration_notduplicate n
                        WHERE n.patient_id = least(p.id, %s::bigint) AND n.other_id = greatest(p.id, %s::bigint))
"""
KEYS = """
    SELECT chartside_sound(%s, %s), chartside_words(%s)
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be of the same person."""

    public_id: UUID
    name: str
    born: str
    sex: str
    mrn: str
    is_listed: bool
    is_restricted: bool
    comparison: Comparison

    @property
    def verdict(self) -> str:
        if self.comparison.is_twin:
            return gettext("perhaps a twin")
        if self.comparison.is_very_likely:
            return gettext("very likely the same")
        return (
            gettext("has the same number") if self.comparison.is_used_twice else gettext("possibly the same")
        )

    @property
    def evidence(self) -> list[tuple[Evidence, str, str]]:
        """Each piece of evidence with what it is about and how it fits, in words."""
        return [(one, about(one.about), how(one)) for one in self.comparison.evidence]


def candidates(*, person: Person, facility: int | None, record: int | None = None) -> list[Candidate]:
    """Who may be the same, the likeliest first; of the whole organisation.

    They are looked for by birth date (also with day and month swapped, or one digit off), by telephone, by e-mail, by
    the number of a document, and by the sound of the family name with the year of birth. Nobody is compared before
    there is something to compare. `record` is the key of the person's own record where they have one: neither that
    one is shown, nor who was told apart from it.
    """
    query = _keys(person)
    if not query:
        return []
    rows = ask(CANDIDATES, [query, MOST_READ, facility, record, record, record])
    found = [_compared(person, row) for row in rows]
    return sorted(
        (one for one in found if one.comparison.is_possible),
        key=lambda one: (-one.comparison.weight, one.mrn),
    )


def _keys(person: Person) -> str:
    keys = [f"phone:{phone}" for phone in person.phones if len(phone) == 7]
    keys += [f"id:{number}" for _system, number in sorted(person.identifiers) if number]
    if person.email:
        keys.append(f"mail:{person.email.lower()}")
    if person.birth_date:
        ((sound, words),) = ask(KEYS, [person.family_name, person.birth_date, person.family_name])
        keys += [sound] if sound else []
        if person.is_day_known:
            keys.append(f"born:{person.birth_date}")
    terms = [lexeme(key) for key in keys]
    if person.birth_date and person.is_day_known and words:
        dates = " | ".join(lexeme(f"born:{day}") for day in near_dates(person.birth_date))
        names = " | ".join(f"{lexeme(word[:3])}:*" for word in words)
        terms.append(f"(({dates}) & ({names}))")
    return " | ".join(terms)


def near_dates(born: date) -> Iterable[date]:
    """The dates that a slip makes of `born`: day and month swapped, or one digit another."""
    digits = f"{born:%Y%m%d}"
    slips = {f"{digits[:4]}{digits[6:]}{digits[4:6]}"}
    for at in range(2, 8):  # nobody types another century
        slips |= {digits[:at] + digit + digits[at + 1 :] for digit in "0123456789"}
    for slip in sorted(slips - {digits}):
        try:
            yield date(int(slip[:4]), int(slip[4:6]), int(slip[6:]))
        except ValueError:
            continue


def _compared(person: Person, row: tuple) -> Candidate:
    (
        public_id,
        family,
        given,
        born,
        precision,
        sex,
        mrn,
        phones,
        email,
        restricted,
        codes,
        numbers,
        names,
        listed,
    ) = row
    known = {
        "birth_date": born,
        "is_day_known": precision == Precision.DAY,
        "sex": sex,
        "phones": frozenset(filter(None, map(last_seven, phones))),
        "email": email,
        "postal_code": codes[0] if codes else "",
        "identifiers": frozenset(identifier(*number.split("\x1f")) for number in numbers),
    }
    called = [(family, given), *(tuple(name.split("\x1f")) for name in names)]
    comparisons = [
        compare(person, Person(family_name=own or family, given_names=first or given, **known))
        for own, first in called
    ]
    return Candidate(
        public_id,
        formats.listed_name(family, given),
        formats.day(born, Precision(precision)) if born else "",
        str(Sex(sex).label),
        mrn,
        listed,
        restricted,
        max(comparisons, key=lambda comparison: comparison.weight),
    )


def identifier(system: str, value: str) -> tuple[str, str]:
    """A number as two are compared: without signs between, in lower case."""
    return system, plain_number(value)


def about(what: About) -> str:
    """What the evidence is about, in words."""
    return {
        About.BIRTH_DATE: gettext("Birth date"),
        About.FAMILY_NAME: gettext("Family name"),
        About.GIVEN_NAME: gettext("Given name"),
        About.NAMES: gettext("Family and given name"),
        About.PHONE: gettext("Phone"),
        About.EMAIL: gettext("E-mail"),
        About.POSTCODE: gettext("Postcode"),
        About.IDENTIFIER: gettext("Identifier"),
        About.SEX: gettext("Sex"),
        About.TWIN: gettext("Given name"),
    }[what]


def how(one: Evidence) -> str:
    """In which way it fits, in words."""
    if one.about == About.TWIN:
        return gettext("another one in the same household: twins are registered twice")
    if one.about == About.PHONE:
        return gettext("same last seven digits")
    if one.about == About.BIRTH_DATE and one.how == How.SWAPPED:
        return gettext("day and month swapped")
    return {
        How.SAME: pgettext("evidence", "the same"),
        How.ACCENTS: gettext("the same without accents"),
        How.SHORT_FORM: gettext("a short form of the same"),
        How.PART: gettext("partly the same"),
        How.NEAR: gettext("one letter off"),
        How.ALIKE: gettext("alike"),
        How.SWAPPED: gettext("swapped"),
        How.ONE_DIGIT: gettext("one digit off"),
        How.YEAR: gettext("about the same year"),
        How.OTHER: pgettext("evidence", "another"),
        How.USED_TWICE: gettext("one number for two people"),
    }[one.how]
