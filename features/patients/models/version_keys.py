"""Which region of a chart a record shows in: the database raises that region's version key, whoever writes."""

import pgtrigger

_RAISE = """
    INSERT INTO records_versionkey (patient, kind, version)
    SELECT public_id, '{kind}', 1 FROM patients_patient WHERE id = {row}.patient_id
    ON CONFLICT (patient, kind) DO UPDATE SET version = records_versionkey.version + 1;
"""


def shown_as(kind: str) -> pgtrigger.Trigger:
    """Raises the patient's key of `kind` with every row that comes or changes, and both patients' when one moves.

    A trigger, so that imports, bulk updates and SQL by hand leave no screen believing that nothing has changed.
    """
    return pgtrigger.Trigger(
        name="version_key_raised",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        func=f"""
            {_RAISE.format(kind=kind, row="NEW")}
            IF TG_OP = 'UPDATE' AND OLD.patient_id <> NEW.patient_id THEN
                {_RAISE.format(kind=kind, row="OLD")}
            END IF;
            RETURN NULL;
        """,
    )
