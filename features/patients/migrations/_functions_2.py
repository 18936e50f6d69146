"""The link of a patient to a facility says whether the record is restricted."""

LINKS = """
DROP FUNCTION chartside_refresh_links(bigint);
DROP FUNCTION chartside_link_values(bigint);
CREATE FUNCTION chartside_link_values(patient bigint)
    RETURNS TABLE (public_id uuid, family_name text, given_names text, name_key text, mrn text, mrn_number bigint,
                   birth_date date, birth_precision text, sex text, phone text, status text, restricted boolean,
                   provider_id bigint, provider_name text, provider_key text,
                   payer_id bigint, payer_name text, payer_key text)
    LANGUAGE sql STABLE
    AS $$
    SELECT p.public_id, p.family_name, p.given_names, p.name_key, p.mrn, p.mrn_number,
           coalesce(p.birth_date, DATE '0001-01-01'), p.birth_precision, p.sex,
           coalesce(nullif(p.phone_mobile, ''), p.phone_home), p.status, p.restricted,
           p.primary_provider_id, coalesce(chartside_listed_name(d.family_name, d.given_names), ''),
           CASE WHEN d.id IS NULL THEN '' ELSE chartside_name_key(d.family_name, d.given_names) END,
           c.payer_id, coalesce(c.name, ''), coalesce(chartside_plain(c.name), '')
      FROM patients_patient p
      LEFT JOIN patients_provider d ON d.id = p.primary_provider_id
      LEFT JOIN LATERAL (
           SELECT v.payer_id, y.name FROM patients_coverage v JOIN patients_payer y ON y.id = v.payer_id
            WHERE v.patient_id = p.id AND (v.ends_on IS NULL OR v.ends_on >= CURRENT_DATE)
            ORDER BY v.priority, v.id LIMIT 1) c ON true
     WHERE p.id = patient $$;
CREATE FUNCTION chartside_refresh_links(patient bigint) RETURNS void
    LANGUAGE plpgsql  -- keeps its plan; an SQL function would be planned anew at each call
    AS $$ BEGIN
        UPDATE patients_patientfacility
           SET (public_id, family_name, given_names, name_key, mrn, mrn_number, birth_date, birth_precision, sex,
                phone, status, restricted, provider_id, provider_name, provider_key, payer_id, payer_name, payer_key)
               = (SELECT * FROM chartside_link_values(patient))
         WHERE patient_id = patient;
    END $$;
"""
