"""The SQL functions of the search: the terms by which a patient is found, and the words that are one letter off."""

SEARCH = r"""
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;
CREATE FUNCTION chartside_words(name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT coalesce(array_agg(DISTINCT word), '{}')
            FROM regexp_split_to_table(public.chartside_plain(name), ' ') AS word WHERE word <> '' $$;
CREATE FUNCTION chartside_deletions(word text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- The word itself, and the word without each of its letters: two words one edit apart have one of these in common.
    AS $$ SELECT coalesce(array_agg(DISTINCT left(word, at - 1) || substr(word, at + 1)), '{}') || word
            FROM generate_series(1, CASE WHEN length(word) BETWEEN 3 AND 40 THEN length(word) ELSE 0 END) AS at $$;
CREATE FUNCTION chartside_number(typed text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT regexp_replace(lower(coalesce(typed, '')), '[^[:alnum:]]+', '', 'g') $$;
CREATE FUNCTION chartside_phone(number text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    -- The last seven digits: what is left when people write country and area in their own ways.
    AS $$ SELECT right(regexp_replace(regexp_replace(coalesce(number, ''), ' ext.*$', ''), '[^0-9]+', '', 'g'), 7) $$;
CREATE FUNCTION chartside_sound(family text, born date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT 'sound:' || lower(public.dmetaphone(replace(public.chartside_plain(family), ' ', '')))
                 || extract(year FROM born)::integer
           WHERE born IS NOT NULL AND public.dmetaphone(replace(public.chartside_plain(family), ' ', '')) <> '' $$;
CREATE FUNCTION chartside_born(born date, known text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT CASE WHEN born IS NULL THEN '{}'
                      WHEN known = 'day' THEN ARRAY['born:' || to_char(born, 'YYYY-MM-DD'),
                                                    'day:' || to_char(born, 'MMDD'), 'year:' || to_char(born, 'YYYY')]
                      ELSE ARRAY['year:' || to_char(born, 'YYYY')] END $$;
CREATE FUNCTION chartside_terms(patient bigint) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
    WITH known AS MATERIALIZED (
        SELECT family_name, given_names || ' ' || preferred_name AS given_names, birth_date
          FROM patients_patient WHERE id = patient
         UNION ALL
        SELECT n.family_name, n.given_names, p.birth_date
          FROM patients_patientname n JOIN patients_patient p ON p.id = n.patient_id WHERE n.patient_id = patient),
    numbers(number) AS (
        SELECT chartside_number(member_id) FROM patients_coverage WHERE patient_id = patient
         UNION ALL SELECT chartside_number(value) FROM patients_patientidentifier WHERE patient_id = patient),
    told(term) AS (
        SELECT unnest(chartside_words(family_name || ' ' || given_names)) FROM known
         UNION ALL SELECT replace(chartside_plain(family_name), ' ', '') FROM known
         UNION ALL SELECT chartside_sound(family_name, birth_date) FROM known
         UNION ALL SELECT unnest(chartside_born(birth_date, birth_precision)) FROM patients_patient WHERE id = patient
         UNION ALL SELECT 'mrn:' || lower(mrn) FROM patients_patient WHERE id = patient
         UNION ALL SELECT 'mail:' || lower(email) FROM patients_patient WHERE id = patient AND email <> ''
         UNION ALL SELECT 'phone:' || chartside_phone(number) FROM patients_patient
                    CROSS JOIN LATERAL unnest(ARRAY[phone_mobile, phone_home, phone_work]) AS number
                    WHERE id = patient AND length(chartside_phone(number)) = 7
         UNION ALL SELECT 'id:' || number FROM numbers
         UNION ALL SELECT 'id:' || ltrim(number, 'abcdefghijklmnopqrstuvwxyz') FROM numbers)
    SELECT array_agg(DISTINCT left(term, 120)) FROM told WHERE term <> '' AND term <> 'id:' $$;
CREATE FUNCTION chartside_found(query text, of_facility bigint, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off  -- a limit makes a walk through the table look cheap
    AS $$ SELECT f.patient_id FROM patients_findable f
           WHERE f.terms @@ query::tsquery
             AND (of_facility IS NULL OR EXISTS (SELECT FROM patients_patientfacility l
                                                  WHERE l.patient_id = f.patient_id AND l.facility_id = of_facility))
           LIMIT most $$;
CREATE FUNCTION chartside_learn(words text[]) RETURNS void
    LANGUAGE sql
    -- In one order, so that two writers who learn the same words wait for each other and never both.
    AS $$ INSERT INTO patients_nearword (deletion, word)
          SELECT one.deletion, learned.word
            FROM unnest(words) AS learned(word)
           CROSS JOIN LATERAL unnest(chartside_deletions(learned.word)) AS one(deletion)
           WHERE NOT EXISTS (SELECT FROM patients_nearword n
                              WHERE n.deletion = learned.word AND n.word = learned.word)
           ORDER BY one.deletion, learned.word ON CONFLICT DO NOTHING $$;
CREATE FUNCTION chartside_make_findable(patient bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN
        INSERT INTO patients_findable AS f (patient_id, terms, name_key, restricted)
        SELECT p.id, array_to_tsvector(chartside_terms(p.id)), p.name_key, p.restricted
          FROM patients_patient p WHERE p.id = patient
            ON CONFLICT (patient_id) DO UPDATE
           SET terms = excluded.terms, name_key = excluded.name_key, restricted = excluded.restricted
         WHERE (f.terms, f.name_key, f.restricted) IS DISTINCT FROM
               (excluded.terms, excluded.name_key, excluded.restricted);
        PERFORM chartside_learn(array_agg(term))
           FROM unnest(chartside_terms(patient)) AS term WHERE strpos(term, ':') = 0;
    END $$;
"""

SEARCH_DROPPED = """
DROP FUNCTION chartside_make_findable(bigint);
DROP FUNCTION chartside_learn(text[]);
DROP FUNCTION chartside_found(text, bigint, integer);
DROP FUNCTION chartside_terms(bigint);
DROP FUNCTION chartside_born(date, text);
DROP FUNCTION chartside_sound(text, date);
DROP FUNCTION chartside_phone(text);
DROP FUNCTION chartside_number(text);
DROP FUNCTION chartside_deletions(text);
DROP FUNCTION chartside_words(text);
"""

PRESENT_PATIENTS = """
WITH made AS (
    INSERT INTO patients_findable (patient_id, terms, name_key, restricted)
    SELECT p.id, array_to_tsvector(chartside_terms(p.id)), p.name_key, p.restricted
      FROM patients_patient p WHERE p.id > %s AND p.id <= %s
        ON CONFLICT DO NOTHING RETURNING terms)
SELECT chartside_learn(array_agg(DISTINCT term))
  FROM made CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term WHERE strpos(term, ':') = 0
"""
