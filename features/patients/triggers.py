"""What the database keeps by itself about patients: list keys, check characters, dates in the past.

The functions that these triggers call (`chartside_link_values`, `chartside_refresh_links`, `chartside_name_key`,
`chartside_plain`) are made by the first migration.
"""

import pgtrigger

PATIENT_CHANGED = pgtrigger.Trigger(
    name="links_follow_patient",
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    condition=pgtrigger.AnyChange(
        "family_name",
        "given_names",
        "mrn",
        "mrn_number",
        "birth_date",
        "birth_precision",
        "sex",
        "status",
        "phone_mobile",
        "phone_home",
        "primary_provider",
        "restricted",
    ),
    func="PERFORM chartside_refresh_links(NEW.id); RETURN NULL;",
)

LINK_FILLED = pgtrigger.Trigger(
    name="link_filled_from_patient",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        SELECT * FROM chartside_link_values(NEW.patient_id)
          INTO NEW.public_id, NEW.family_name, NEW.given_names, NEW.name_key, NEW.mrn, NEW.mrn_number,
               NEW.birth_date, NEW.birth_precision, NEW.sex, NEW.phone, NEW.status, NEW.restricted,
               NEW.provider_id, NEW.provider_name, NEW.provider_key, NEW.payer_id, NEW.payer_name, NEW.payer_key;
        SELECT next_set_due_at, next_set_overdue_at INTO due, overdue
          FROM patients_patientfacility WHERE patient_id = NEW.patient_id LIMIT 1;
        IF FOUND THEN
            NEW.next_set_due_at := due;
            NEW.next_set_overdue_at := overdue;
        END IF;
        RETURN NEW;
    """,
    declare=[("due", "timestamptz"), ("overdue", "timestamptz")],
)

_NEXT_SET = """UPDATE patients_patientfacility SET next_set_due_at = {due}, next_set_overdue_at = {overdue}
             WHERE patient_id = {row}.patient_id;"""

NEXT_SET_LISTED = pgtrigger.Trigger(
    name="links_follow_clock",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.After,
    func=f"""
        IF TG_OP = 'DELETE' THEN
            {_NEXT_SET.format(row="OLD", due="DEFAULT", overdue="DEFAULT")}
        ELSE
            {_NEXT_SET.format(row="NEW", due="NEW.due_at", overdue="NEW.overdue_at")}
        END IF;
        RETURN NULL;
    """,
)
"""Of a feature above this one: when the next set of a patient is due and overdue, as lists show it."""

COVERAGE_CHANGED = pgtrigger.Trigger(
    name="links_follow_coverage",
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.After,
    func="""
        IF TG_OP <> 'INSERT' THEN PERFORM chartside_refresh_links(OLD.patient_id); END IF;
        IF TG_OP <> 'DELETE' THEN PERFORM chartside_refresh_links(NEW.patient_id); END IF;
        RETURN NULL;
    """,
)

PROVIDER_RENAMED = pgtrigger.Trigger(
    name="links_follow_provider",
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    condition=pgtrigger.AnyChange("family_name", "given_names"),
    func="""
        UPDATE patients_patientfacility SET provider_name = chartside_listed_name(NEW.family_name, NEW.given_names),
               provider_key = chartside_name_key(NEW.family_name, NEW.given_names)
         WHERE provider_id = NEW.id;
        RETURN NULL;
    """,
)

PAYER_RENAMED = pgtrigger.Trigger(
    name="links_follow_payer",
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    condition=pgtrigger.AnyChange("name"),
    func="""
        UPDATE patients_patientfacility SET payer_name = NEW.name, payer_key = chartside_plain(NEW.name)
         WHERE payer_id = NEW.id;
        RETURN NULL;
    """,
)

MRN_CHECKED = pgtrigger.Trigger(
    name="mrn_has_its_check_character",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func="""
        total := 0;
        FOR i IN 1..length(NEW.mrn_number::text) LOOP
            point := (strpos(alphabet, substr(reverse(NEW.mrn_number::text), i, 1)) - 1)
                     * (CASE WHEN i % 2 = 1 THEN 2 ELSE 1 END);
            total := total + point / 30 + point % 30;
        END LOOP;
        IF NEW.mrn <> NEW.mrn_number::text || substr(alphabet, (30 - total % 30) % 30 + 1, 1) THEN
            RAISE EXCEPTION 'The check character of the MRN does not fit' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
    declare=[
        ("alphabet", "text := '0123456789ACDEFGHJKLMNPRTUVWXY'"),
        ("total", "integer"),
        ("point", "integer"),
    ],
)

BORN_IN_THE_PAST = pgtrigger.Trigger(
    name="born_in_the_past",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    func="""
        IF NEW.birth_date > CURRENT_DATE + 1 THEN
            RAISE EXCEPTION 'A birth date lies in the future' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


def found_by(*columns: str) -> pgtrigger.Trigger:
    """Keeps the terms by which a patient is found: with every row that tells one, and every change of `columns`."""
    return pgtrigger.Trigger(
        name="findable_kept",
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=f"""
            IF TG_OP = 'UPDATE' AND {" AND ".join(f"NEW.{column} = OLD.{column}" for column in columns)} THEN
                RETURN NULL;
            END IF;
            IF TG_OP <> 'INSERT' THEN PERFORM chartside_make_findable(OLD.patient_id); END IF;
            IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND NEW.patient_id <> OLD.patient_id THEN
                PERFORM chartside_make_findable(NEW.patient_id);
            END IF;
            RETURN NULL;
        """,
    )


PATIENT_ARRIVED = pgtrigger.Trigger(
    name="findable_made",
    operation=pgtrigger.Insert,
    when=pgtrigger.After,
    func="PERFORM chartside_make_findable(NEW.id); RETURN NULL;",
)

PATIENT_GONE = pgtrigger.Trigger(
    name="findable_gone",
    operation=pgtrigger.Delete,
    when=pgtrigger.Before,
    func="DELETE FROM patients_findable WHERE patient_id = OLD.id; RETURN OLD;",
)

FINDABLE_FOLLOWS = pgtrigger.Trigger(
    name="findable_follows_patient",
    operation=pgtrigger.Update,
    when=pgtrigger.After,
    condition=pgtrigger.AnyChange(
        "family_name",
        "given_names",
        "preferred_name",
        "mrn",
        "birth_date",
        "birth_precision",
        "phone_mobile",
        "phone_home",
        "phone_work",
        "email",
        "restricted",
    ),
    func="PERFORM chartside_make_findable(NEW.id); RETURN NULL;",
)
