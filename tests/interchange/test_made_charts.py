"""Charts of the made clinic make clinical sense: diagnoses drive values, drugs and visits."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from features.foundation.clinical.interpretation import NO_LIMITS, Limits
from features.interchange.made.conditions import LASTING
from features.interchange.made.drugs import DRUG_KEYS
from features.interchange.made.lab_tests import PANELS, TESTS
from features.labs.rules import CRITICAL_FLAGS, SUGGESTED_CRITICAL, Value, interpret_result
from features.vitals.rules import SIGNS
from tests.interchange.made_tables import NOW, made

PATIENTS = 2000
TIMES = {
    "visits_visit": ("starts_at", "ends_at"),
    "vitals_vitalsigns": ("taken_at",),
    "vitals_measurement": ("taken_at",),
    "labs_laborder": ("ordered_at",),
    "labs_labreport": ("effective_at", "issued_at"),
    "labs_labresult": ("effective_at", "issued_at"),
    "medications_medicationorder": ("ordered_at", "starts_at"),
    "notes_note": ("written_at", "signed_at"),
    "problems_problem": ("recorded_at",),
    "problems_allergy": ("recorded_at",),
    "problems_immunization": ("given_at",),
    "problems_pregnancy": ("recorded_at",),
}


@pytest.fixture(scope="module")
def charts():
    """The rows of two thousand patients, by table."""
    return made(PATIENTS)


@pytest.fixture(scope="module")
def people(charts):
    return {row["id"]: row for row in charts["patients_patient"]}


def by_patient(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["patient_id"]].append(row)
    return found


def with_condition(charts, key: str) -> set[str]:
    code = LASTING[key].snomed
    return {row["patient_id"] for row in charts["problems_problem"] if row["code"] == code}


def values_of(charts, code: str, patients: set[str]) -> list[float]:
    rows = charts["labs_labresult"]
    return [float(row["number"]) for row in rows if row["code"] == code and row["patient_id"] in patients]


def mean(values: list[float]) -> float:
    assert len(values) > 20
    return sum(values) / len(values)


def birth(person) -> date:
    return date.fromisoformat(person["birth_date"])


def years(person, moment: str) -> float:
    return (date.fromisoformat(moment[:10]) - birth(person)).days / 365.25


@pytest.mark.parametrize("table", TIMES)
def test_nobody_has_data_before_birth_after_death_or_of_the_future(table, charts, people):
    rows = charts[table]
    assert rows
    for row in rows:
        person = people[row["patient_id"]]
        for column in TIMES[table]:
            if row[column] is None:
                continue
            day = row[column][:10]
            assert day >= person["birth_date"], row
            assert person["death_date"] is None or day <= person["death_date"], row
            if table != "visits_visit":
                assert datetime.fromisoformat(row[column]) <= NOW, row
            elif datetime.fromisoformat(row[column]) > NOW + timedelta(hours=1):
                assert row["status"] in ("planned", "cancelled"), row


def test_a_diabetic_has_a_high_hba1c_and_gets_metformin(charts):
    diabetics = with_condition(charts, "type_2_diabetes")
    assert len(diabetics) > 40
    results = by_patient(row for row in charts["labs_labresult"] if row["code"] == "4548-4")
    ordered = {
        row["patient_id"]
        for row in charts["medications_medicationorder"]
        if row["drug_id"] == str(DRUG_KEYS["metformin"])
    }
    assert set(results) == diabetics, "only diabetics are tested, and all of them"
    assert all(float(row["number"]) > 6.4 for rows in results.values() for row in rows)
    assert all(row["flag"] == "H" for rows in results.values() for row in rows)
    assert ordered == diabetics


@pytest.mark.parametrize(
    ("condition", "code", "at_least"),
    [
        ("kidney_disease", "2160-0", 0.4),
        ("kidney_disease", "2823-3", 0.2),
        ("kidney_disease", "3094-0", 5),
        ("type_2_diabetes", "2345-7", 20),
        ("hyperlipidemia", "13457-7", 5),
    ],
)
def test_a_condition_raises_its_values(condition, code, at_least, charts, people):
    ill = with_condition(charts, condition)
    healthy = values_of(charts, code, set(people) - ill)
    assert mean(values_of(charts, code, ill)) > mean(healthy) + at_least


def test_weak_kidneys_filter_less(charts, people):
    ill = with_condition(charts, "kidney_disease")
    assert (
        mean(values_of(charts, "98979-8", ill)) < 60 < mean(values_of(charts, "98979-8", set(people) - ill))
    )


def test_anaemia_lowers_haemoglobin_and_thyroid_disease_raises_thyrotropin(charts, people):
    pale = with_condition(charts, "anaemia")
    healthy = values_of(charts, "718-7", set(people) - pale)
    assert mean(values_of(charts, "718-7", pale)) < mean(healthy) - 1
    assert max(values_of(charts, "3016-3", with_condition(charts, "hypothyroidism"))) > 5


def test_only_who_takes_warfarin_has_an_inr(charts):
    warfarin = {
        row["patient_id"]
        for row in charts["medications_medicationorder"]
        if row["drug_id"] == str(DRUG_KEYS["warfarin"])
    }
    tested = {row["patient_id"] for row in charts["labs_labresult"] if row["code"] == "6301-6"}
    assert tested
    assert tested <= warfarin <= with_condition(charts, "atrial_fibrillation")


def test_lung_disease_lowers_saturation_and_hypertension_raises_pressure(charts, people):
    def signs(name, patients):
        rows = charts["vitals_vitalsigns"]
        return [float(row[name]) for row in rows if row["patient_id"] in patients and row[name]]

    adults = {key for key, row in people.items() if row["birth_date"] and years(row, "2026-03-14") > 18}
    breathless, tense = with_condition(charts, "copd"), with_condition(charts, "hypertension")
    assert mean(signs("spo2", breathless)) < mean(signs("spo2", adults - breathless)) - 1
    assert mean(signs("systolic", tense)) > mean(signs("systolic", adults - tense)) + 5


def test_prevalence_rises_with_age(charts, people):
    shares = {}
    for key in ("hypertension", "type_2_diabetes", "atrial_fibrillation"):
        ages = [years(people[patient], "2026-03-14") for patient in with_condition(charts, key)]
        shares[key] = sum(age > 60 for age in ages) / len(ages)
        assert min(ages) >= 18
    assert min(shares.values()) > 0.5


def test_signs_are_plausible_for_their_age(charts, people):
    for row in charts["vitals_vitalsigns"]:
        for name, sign in SIGNS.items():
            if name in row and row[name] is not None:
                low, high = sign.soft or sign.hard
                assert low <= Decimal(row[name]) <= high, row
        age = years(people[row["patient_id"]], row["taken_at"])
        if row["systolic"]:
            assert int(row["diastolic"]) < int(row["systolic"])
            assert age >= 2.9
        if age < 1:
            assert 90 < int(row["pulse"]) < 200
            assert row["weight"] is None or 2 < float(row["weight"]) < 13
        elif age < 10:
            assert row["weight"] is None or 7 < float(row["weight"]) < 55
            assert row["height"] is None or 65 < float(row["height"]) < 155
        if row["head_circumference"]:
            assert age < 5
        assert (row["oxygen_flow"] is not None) == (row["oxygen_device"] != "air")


def test_a_stay_gets_worse_and_then_better(charts):
    sets = defaultdict(list)
    stays = {row["id"] for row in charts["visits_visit"] if row["visit_class"] == "IMP"}
    for row in charts["vitals_vitalsigns"]:
        if row["visit_id"] in stays:
            sets[row["visit_id"]].append(row)
    long = [rows for rows in sets.values() if len(rows) > 10]
    assert len(long) > 30
    for rows in long:
        first, last = rows[0]["taken_at"], rows[-1]["taken_at"]
        assert (datetime.fromisoformat(last) - datetime.fromisoformat(first)).days <= 9
    breaths = [[int(row["respiratory_rate"]) for row in rows] for rows in long]
    assert sum(max(row) > row[-1] + 2 for row in breaths) > 0.9 * len(breaths)
    crp = [float(row["number"]) for row in charts["labs_labresult"] if row["code"] == "1988-5"]
    assert mean(crp) > 40


def test_pregnant_are_women_of_fifteen_to_forty_nine(charts, people):
    pregnancies = charts["problems_pregnancy"]
    assert {row["status"] for row in pregnancies} == {"pregnant", "ended"}
    for row in pregnancies:
        person = people[row["patient_id"]]
        assert person["sex"] == "female"
        assert 15 <= years(person, row["last_period_on"]) <= 49
        assert row["due_on"] > row["last_period_on"]
        if row["status"] == "pregnant":
            assert row["due_on"] > "2026-03-01"


def test_children_are_vaccinated_and_seen_as_children(charts, people):
    children = {key for key, row in people.items() if row["birth_date"] and years(row, "2026-03-14") < 3}
    measles = [row for row in charts["problems_immunization"] if row["code"] == "03"]
    assert len(measles) > 10
    assert all(0.99 <= years(people[row["patient_id"]], row["given_at"]) < 5.5 for row in measles)
    visits = [row for row in charts["visits_visit"] if row["patient_id"] in children]
    assert Counter(row["type_display"] for row in visits).most_common(1)[0][0] == "Well child visit"


def test_flags_are_those_of_the_one_rule(charts):
    seen = Counter()
    for row in charts["labs_labresult"]:
        low, high, least, most = (
            None if row[name] is None else Decimal(row[name])
            for name in ("range_low", "range_high", "critical_low", "critical_high")
        )
        limits = Limits(low, high, least, most)
        said = interpret_result(
            Value(Decimal(row["number"])), unit=row["unit"], range_unit=row["range_unit"], limits=limits
        )
        assert row["flag"] == (said or ""), row
        assert limits != NO_LIMITS or row["flag"] == ""
        if least or most:
            unit, suggested = SUGGESTED_CRITICAL[row["code"]]
            assert (unit, least, most) == (row["unit"], suggested.critical_low, suggested.critical_high)
        seen[row["flag"]] += 1
    assert {"N", "H", "L", "HH", "LL", ""} <= set(seen)
    assert 0 < sum(seen[flag] for flag in CRITICAL_FLAGS) < 0.01 * seen["N"]


def test_the_allergic_to_penicillin_get_none(charts):
    allergic = {row["patient_id"] for row in charts["problems_allergy"] if row["code"] == "91936005"}
    penicillin = {str(DRUG_KEYS[name]) for name in ("amoxicillin", "amoxicillin_clavulanate")}
    given = {
        row["patient_id"] for row in charts["medications_medicationorder"] if row["drug_id"] in penicillin
    }
    assert len(allergic) > 30
    assert given
    assert not allergic & given


def test_allergies_are_known_denied_or_not_asked(charts, people):
    known = {row["patient_id"] for row in charts["problems_allergy"]}
    denied = {row["patient_id"] for row in charts["problems_noknownallergies"]}
    assert not known & denied
    assert min(len(known), len(denied), len(set(people) - known - denied)) > 0.1 * PATIENTS
    reactions = {row["allergy_id"] for row in charts["problems_allergyreaction"]}
    assert reactions == {row["id"] for row in charts["problems_allergy"]}


def test_the_dead_take_no_drugs_and_are_ill_no_more(charts, people):
    dead = {key for key, row in people.items() if row["status"] == "deceased"}
    assert len(dead) > 20
    assert all(people[key]["death_date"] for key in dead)
    orders = [row for row in charts["medications_medicationorder"] if row["patient_id"] in dead]
    assert orders
    assert {row["status"] for row in orders} <= {"stopped", "completed"}
    visits = [row for row in charts["visits_visit"] if row["patient_id"] in dead]
    assert {row["status"] for row in visits} == {"finished"}


def test_a_signed_note_is_hashed_and_some_are_drafts(charts):
    notes = charts["notes_note"]
    signed = [row for row in notes if row["status"] == "signed"]
    assert 5 <= len(notes) - len(signed) < 0.1 * len(notes)
    assert all(len(row["content_hash"]) == 64 and row["signed_at"] >= row["written_at"] for row in signed)
    assert all(row["signed_by"] for row in signed if row["author_id"] == "1")


def test_every_panel_is_of_tests_that_the_laboratory_does():
    assert {code for panel in PANELS.values() for code in panel.tests} == set(TESTS)
