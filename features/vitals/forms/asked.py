"""Which signs a form asks, and what it has confirmed, as the facility configured it."""

from typing import Any

from features.foundation.ui.fields.quantities import Bounds
from features.vitals.rules import CHILD_SIGNS
from features.vitals.standards import LIMITED, Standards


def configure(form: Any, standards: Standards) -> None:
    """Gives the fields of a `RecordVitalsForm` the soft limits of the facility, and takes away what is not asked.

    What a set holds already, and what was typed before the facility changed its mind, keeps its field.
    """
    months = form.before.months
    for name in LIMITED:
        form.fields[name].soft = Bounds.of(*standards.soft(name, months) or (None, None))
    left_out = {name for name in standards.asked if not _is_asked(name, form, standards)}
    for name in left_out:
        del form.fields[name]
    missed = form.fields["not_measured"]
    missed.choices = [choice for choice in missed.choices if choice[0] not in left_out]


def _is_asked(name: str, form: Any, standards: Standards) -> bool:
    missed = [*(form.loaded.values.get("not_measured") or []), *form.sent.getlist("not_measured")]
    if form.loaded.values.get(name) or form.sent.get(name) or name in missed:
        return True
    months = form.before.months
    return standards.asks(name, months) and (name not in CHILD_SIGNS or months in CHILD_SIGNS[name])
