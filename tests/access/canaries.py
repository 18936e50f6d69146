"""A patient with a word of its own in every text that a record of theirs holds: one sees what comes out where."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import CharField, EmailField, Field, TextField
from django.db.models.signals import pre_save

from features.foundation.access.models import Facility, User
from features.notes.models import Note
from features.notes.rules import content_hash
from features.patients.models import (
    CareTeamMember,
    Organization,
    Patient,
    Payer,
    Provider,
    ProviderIdentifier,
)
from features.problems.models import AllergyReaction, Immunization, NoKnownAllergies
from features.vitals.models import FrequencyOrder, Measurement, Scale2Order
from tests.chart_rows import KINDS
from tests.factories import (
    AllergyFactory,
    DrugFactory,
    LabResultFactory,
    MedicationOrderFactory,
    NoteFactory,
    ProblemFactory,
    VisitFactory,
)
from tests.interchange.whole_person import LATER, make_whole_person

CLINICAL = frozenset({"interchange", "labs", "medications", "notes", "problems", "visits", "vitals"})
PERSONAL = frozenset({"patients"})
SHOWN = frozenset(
    "visitreason visittypedisplay problemdisplay allergydisplay allergyreactiondisplay immunizationdisplay "
    "immunizationnotdonereason labresultdisplay labresultvaluetext labreportdisplay measurementdisplay "
    "vitalsignserrorreason notetitle notetext drugdisplay medicationorderroute medicationorderstopnote "
    "sourceresourcereason".split()
)
"""Columns of a chart that its readers see, as the ends of their words."""
SHORTEST = 10
"""Signs of a word that chance does not write into a page."""
NO_TEXT = frozenset(
    {
        "content_hash", "digest", "resource_type", "source_id",
        "unit", "range_unit", "dose_unit", "oxygen_device", "priority", "intent", "category",
        "code_system", "reason_system", "type_system", "value_system",
        "mrn", "language", "country", "media_type", "system", "relationship", "scope", "use",
    }
)  # fmt: skip
"""Columns of text that hold a key of something: constraints and addresses read them."""
OF_THE_DESK = frozenset({("visit", "ward"), ("visit", "bed")})
"""Columns of a clinical record that say where somebody is, which the desk is asked."""
OF_NOBODY = (Organization, Payer, Provider, ProviderIdentifier)
"""Who treats and who pays is listed for everybody."""


def _takes_a_word(field: Field) -> bool:
    return (
        type(field) in (CharField, EmailField, TextField)
        and field.editable
        and not field.choices
        and field.name not in NO_TEXT
        and (field.max_length or SHORTEST) >= SHORTEST
        and (field.model._meta.model_name, field.name) not in OF_THE_DESK
    )


@contextmanager
def marked() -> Iterator[dict[str, set[str]]]:
    """What is saved meanwhile holds a word instead of each text; yields them by the label of their application."""
    words: dict[str, set[str]] = {}

    def word_for(field: Field) -> str:
        label, kind = field.model._meta.app_label, field.model._meta.model_name
        number = sum(map(len, words.values()))
        word = f"Zq{number:03d}{kind}{field.name}".replace("_", "")[: min(field.max_length or 40, 40)]
        words.setdefault(label, set()).add(word)
        return word

    def mark(sender, instance, **_told) -> None:
        label = sender._meta.app_label
        if label not in CLINICAL | PERSONAL or sender in OF_NOBODY:
            return
        for field in filter(_takes_a_word, sender._meta.concrete_fields):
            if field.name == "body":
                held = json.loads(instance.body) | {"note": [{"text": word_for(field)}]}
                instance.body = json.dumps(held)
            else:
                setattr(instance, field.name, word_for(field))
        if isinstance(instance, Measurement):
            part = word_for(sender._meta.get_field("value_text"))
            instance.parts = [{"display": part, "text": part}]
        if isinstance(instance, Note) and instance.content_hash:
            instance.content_hash = content_hash(title=instance.title, text=instance.text)

    pre_save.connect(mark, weak=False)
    try:
        yield words
    finally:
        pre_save.disconnect(mark)


def make_canary(here: Facility, user: User, *, restricted: bool) -> tuple[Patient, dict[str, set[str]]]:
    """The patient of whom something of everything is recorded, in words that stand nowhere else."""
    with marked() as words:
        patient = make_whole_person(here, user)
        NoKnownAllergies.objects.filter(patient=patient).update(withdrawn_at=LATER)
        _make_present(patient)
    Patient.objects.update(restricted=restricted)
    patient.refresh_from_db()
    return patient, words


def _make_present(patient: Patient) -> None:
    """Of what is over in the whole person, something that is not: present rows are shown where former ones are not."""
    penicillin = AllergyFactory(patient=patient, criticality="high")
    AllergyReaction.objects.create(patient=patient, allergy=penicillin, display="Hives", severity="severe")
    ProblemFactory(patient=patient)
    MedicationOrderFactory(patient=patient, drug=DrugFactory())
    NoteFactory(patient=patient)
    VisitFactory(patient=patient)
    LabResultFactory(patient=patient, number=None, unit="")
    Scale2Order.objects.create(patient=patient, reason="COPD", decided_at=LATER)
    FrequencyOrder.objects.create(patient=patient, reason="Sepsis", decided_at=LATER, every=60)
    for model in (Measurement, Immunization):
        KINDS[model](patient).save()


def column_of(word: str) -> str:
    """The model and the column that a word stands in."""
    return word[5:]


def put_on_the_care_team(person: User, patient: Patient) -> None:
    provider = Provider.objects.create(user=person, family_name="Treating", given_names="Somebody")
    CareTeamMember.objects.create(patient=patient, provider=provider, starts_on="2025-05-01")
