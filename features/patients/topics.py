"""What pages watch of patients: a chart, and a facility's list."""

from collections.abc import Iterable

from django.core.cache import cache

from features.foundation.access.models import Facility, User
from features.foundation.live.topics import Versions
from features.foundation.records.identifiers import public_ids
from features.foundation.records.prepared import ask
from features.patients import regions
from features.patients.events import PATIENTS_CHANGED, chart_topic
from features.patients.list_versions import list_of, version
from features.patients.models import Patient
from features.patients.reading import visible_ids

VERSIONS = """
    SELECT p.public_id, p.version,
           ARRAY(SELECT k.kind || ':' || k.version FROM records_versionkey k WHERE k.patient = p.public_id)
      FROM patients_patient p WHERE p.public_id = ANY(%s)
"""
"""Asked with every announcement and every check, for all open charts of a process at once."""


class ChartTopics:
    """A chart: its versions are the keys that the database raises with every write, whoever writes."""

    tells_presence = True

    def told(self, patient: Patient) -> dict[str, Versions]:
        """The topic of a patient who was read `with_versions`, and its versions."""
        keys = patient.version_keys  # type: ignore[attr-defined]  # with_versions
        return {chart_topic(patient): _versions(patient.version, keys)}

    def watched_by(self, user: User, ids: Iterable[str]) -> set[str]:
        if not user.may("find_patient.read"):
            return set()
        return {str(public_id) for public_id in visible_ids(user, public_ids(ids))}

    def versions(self, ids: Iterable[str]) -> dict[str, Versions]:
        return {
            str(public_id): _versions(version, keys)
            for public_id, version, keys in ask(VERSIONS, [public_ids(ids)])
        }


class ListTopics:
    """A facility's patient list: its version stands in Redis; where that is away, nobody can tell."""

    tells_presence = False

    def told(self, facility: Facility) -> dict[str, Versions]:
        """The topic of a facility's list, and its version."""
        name = list_of(facility.public_id)
        return {name: {PATIENTS_CHANGED: version(name)}}

    def watched_by(self, user: User, ids: Iterable[str]) -> set[str]:
        if user.facility is None or not user.may("find_patient.read"):
            return set()
        return {str(user.facility.public_id)} & set(ids)

    def versions(self, ids: Iterable[str]) -> dict[str, Versions]:
        wanted = {str(public_id): f"version:{list_of(public_id)}" for public_id in public_ids(ids)}
        found = cache.get_many(wanted.values())
        return {
            public_id: {PATIENTS_CHANGED: found[name]} if name in found else {}
            for public_id, name in wanted.items()
        }


def _versions(version: int, keys: Iterable[str]) -> Versions:
    """By event: the keys of the kinds, and the version of the patient's own row with that of their identity."""
    numbers = dict(key.split(":") for key in keys)
    identity = numbers.pop(regions.IDENTITY, "0")
    return {
        **{f"{kind}-changed": number for kind, number in numbers.items()},
        PATIENTS_CHANGED: f"{version}.{identity}",
    }


CHARTS = ChartTopics()
LISTS = ListTopics()
