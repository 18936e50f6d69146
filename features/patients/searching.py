"""Finds patients by whatever somebody remembers of them: names in any order, dates, numbers; says why each is found.

Two statements, whatever was typed: the words that are near the typed ones, then the patients. Those of exact words come
first, then those of beginnings, then those of nicknames and of words one letter off.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import formats as django_formats
from django.utils import translation

from features.foundation.access.models import User
from features.foundation.records.clock import now, today
from features.foundation.records.prepared import ask
from features.patients.matches import Known, Match, Typed, told_of
from features.patients.rules import Sought, is_one_edit, lexeme, read_search, same_person_names

MOST_SHOWN = 20
MOST_READ = 120
MOST_NEAR = 24
ORGANISATION = "registration.create"
"""Who registers patients looks for them in the whole organisation, because a record not seen is made twice."""

NEAR = """
    SELECT word, ARRAY(SELECT DISTINCT n.word FROM unnest(chartside_deletions(word)) AS one
                         JOIN patients_nearword n ON n.deletion = one LIMIT 400)
      FROM unnest(%s::text[]) WITH ORDINALITY AS typed(text, place)
     CROSS JOIN LATERAL unnest(string_to_array(chartside_plain(text), ' ')) WITH ORDINALITY AS part(word, at)
     WHERE word <> '' ORDER BY place, at
"""
BY_NAME_KEY = """(
        SELECT patient_id, 0 AS tier FROM patients_findable f
         WHERE %s <> '' AND f.name_key >= %s AND f.name_key < %s
           AND (%s::bigint IS NULL OR EXISTS (SELECT FROM patients_patientfacility l
                                               WHERE l.patient_id = f.patient_id AND l.facility_id = %s))
         ORDER BY name_key, patient_id LIMIT 40)"""
PATIENTS = f"""
    WITH found AS MATERIALIZED (
        {BY_NAME_KEY}
        UNION ALL {BY_NAME_KEY}
        UNION ALL SELECT *, 1 FROM chartside_found(%s, %s, 60)
        UNION ALL SELECT *, 2 FROM chartside_found(%s, %s, 60)
        UNION ALL SELECT *, 3 FROM chartside_found(%s, %s, 60)
        LIMIT %s),
    one AS (SELECT patient_id, min(tier) AS tier FROM found GROUP BY patient_id)
"""  # nosec B608  # joined from a constant of our own
KNOWN = """
    SELECT tier, p.public_id, p.family_name, p.given_names, p.preferred_name, p.mrn, p.birth_date, p.birth_precision,
           p.sex, p.status, ARRAY[p.phone_mobile, p.phone_home, p.phone_work], p.email,
           ARRAY(SELECT n.family_name || chr(31) || n.given_names FROM patients_patientname n
                  WHERE n.patient_id = p.id ORDER BY n.id),
           ARRAY(SELECT c.member_id FROM patients_coverage c WHERE c.patient_id = p.id AND c.member_id <> '')
           || ARRAY(SELECT i.value FROM patients_patientidentifier i WHERE i.patient_id = p.id),
           EXISTS (SELECT FROM patients_patientfacility l WHERE l.patient_id = p.id AND l.facility_id = %s)
      FROM one JOIN patients_patient p ON p.id = one.patient_id
     WHERE NOT p.restricted OR p.id IN (
           SELECT t.patient_id FROM patients_careteammember t JOIN patients_provider d ON d.id = t.provider_id
            WHERE d.user_id = %s AND t.starts_on <= %s AND (t.ends_on IS NULL OR t.ends_on >= %s))
"""
RECENT = """
    WITH opened AS MATERIALIZED (
        SELECT patient, row_number() OVER (ORDER BY happened_at DESC, id DESC) AS place FROM audit_auditevent
         WHERE "user" = %s AND patient IS NOT NULL AND action = 'read' AND outcome = 'success'
         ORDER BY happened_at DESC, id DESC LIMIT 400),
    one AS (SELECT p.id AS patient_id, min(o.place) AS tier
              FROM opened o JOIN patients_patient p ON p.public_id = o.patient
              JOIN patients_patientfacility l ON l.patient_id = p.id AND l.facility_id = %s
             GROUP BY p.id ORDER BY tier LIMIT 8)
"""
NOBODY = Sought((), ())
"""Nothing was typed."""
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: at most twenty, the likeliest first."""

    matches: list[Match]
    sought: Sought
    is_more: bool = False


def search(*, text: str, by: User) -> Found:
    """Finds patients for a person: in the whole organisation for who registers them, else in their facility.

    Restricted patients are found by their care team only.
    """
    sought = read_search(text, on=today(by.zone), day_first=is_day_first())
    if not by.facility_id or not (sought.words or sought.facts):
        return Found([], sought)
    words = _near(sought)
    rows = _patients(sought, words, by)
    matches = sorted((told_of(row, sought, words) for row in rows), key=Match.order)
    return Found(matches[:MOST_SHOWN], sought, is_more=len(matches) > MOST_SHOWN)


def recently_opened(*, by: User) -> list[Match]:
    """The patients of the facility whom the person opened last, the latest first, as the audit trail tells."""
    if not by.facility_id:
        return []
    rows = _known(RECENT, [by.public_id, by.facility_id], by)
    return [told_of(known, NOBODY, []) for known in sorted(rows, key=lambda known: known.tier)]


def is_day_first() -> bool:
    """Whether the language of the page writes the day before the month."""
    for shape in django_formats.get_format("DATE_INPUT_FORMATS", lang=translation.get_language()):
        if not shape.startswith("%Y") and "%d" in shape and "%m" in shape:
            return shape.index("%d") < shape.index("%m")
    return True


def _near(sought: Sought) -> list[Typed]:
    if not sought.words:
        return []
    joined, instead = sought.joined
    return [
        Typed(
            word,
            frozenset(near for near in candidates if near != word and is_one_edit(word, near)),
            same_person_names(word),
            instead if word == joined.lower() else "",
        )
        for word, candidates in ask(NEAR, [list(sought.words)])
    ]


def _patients(sought: Sought, words: list[Typed], by: User) -> Iterable[Known]:
    within = None if by.may(ORGANISATION) else by.facility_id
    exact = _query(sought, [[lexeme(word.text)] for word in words])
    begun = _query(sought, [[_beginning(word.text)] for word in words])
    near = _query(
        sought,
        [
            [
                _beginning(word.text),
                *map(lexeme, sorted(word.near)[:MOST_NEAR]),
                *map(lexeme, word.called),
            ]
            for word in words
        ],
    )
    texts = [word.text for word in words] if len(words) < 3 and not sought.facts else []
    keys = ["  ".join(texts), "  ".join(reversed(texts)) if len(texts) > 1 else ""]
    return _known(
        PATIENTS,
        [
            *(part for key in keys for part in (key, key, key + LAST_SIGN, within, within)),
            *(exact, within, begun, within, near, within, MOST_READ),
        ],
        by,
    )


def _known(statement: str, parameters: list, by: User) -> list[Known]:
    """What is known of those whom a statement finds, without the restricted ones of other care teams."""
    present = now().date()
    return [
        Known(*row) for row in ask(statement + KNOWN, [*parameters, by.facility_id, by.pk, present, present])
    ]


def _query(sought: Sought, words: list[list[str]]) -> str:
    """A tsquery: every word and every fact in one of its readings."""
    joined, instead = sought.joined
    facts = [
        [_term(reading.term, reading.is_beginning) for reading in fact.readings] for fact in sought.facts
    ]
    if instead:
        for readings in facts:
            readings.append(lexeme(instead))
        words = [[*ways, lexeme(instead)] if lexeme(joined.lower()) in ways[0] else ways for ways in words]
    return " & ".join(f"({' | '.join(ways)})" for ways in (*words, *facts))


def _beginning(word: str) -> str:
    """The word and everything that begins with it; one letter begins too much: an initial is found by the name key."""
    return _term(word, len(word) > 1)


def _term(term: str, is_beginning: bool) -> str:
    return f"{lexeme(term)}:*" if is_beginning else lexeme(term)
