"""The people of the made clinic: names as often as in life, families at one address, a few who need much care."""

from collections import Counter
from datetime import date

import pytest

from features.foundation.clinical.check_characters import is_mrn
from features.interchange.made.names import FAMILY_NAMES, Weighted
from features.interchange.made.notable import NOTABLE, notable
from features.interchange.made.plan import ROOM, public_id_prefix
from tests.interchange.made_tables import NOW, made, plan

PATIENTS = 3000


@pytest.fixture(scope="module")
def charts():
    return made(PATIENTS)


@pytest.fixture(scope="module")
def people(charts):
    return {row["id"]: row for row in charts["patients_patient"]}


def test_there_are_as_many_as_were_asked_for():
    for number in (0, 1, 13, 49, 50, 51, 101):
        rows = made(number)["patients_patient"]
        assert [row["id"] for row in rows] == [str(key) for key in range(1, number + 1)]
        assert all(is_mrn(row["mrn"]) for row in rows)


def test_who_is_made_does_not_depend_on_how_many_are_made():
    few, many = made(100)["patients_patient"], made(400)["patients_patient"]
    names = [(row["family_name"], row["given_names"], row["birth_date"]) for row in many]
    assert [(row["family_name"], row["given_names"], row["birth_date"]) for row in few] == names[:100]


def test_another_seed_makes_other_people():
    first, second = made(100)["patients_patient"], made(100, seed=2)["patients_patient"]
    same = [one["family_name"] == other["family_name"] for one, other in zip(first, second, strict=True)]
    assert sum(same[len(NOTABLE) + 1 :]) < 10


def test_notable_people_come_first_and_nobody_else_bears_their_names(people):
    rows = list(people.values())
    known = notable(NOW.date())
    assert [(row["family_name"], row["given_names"]) for row in rows[: len(known)]] == [
        (family, given) for family, given, *_ in known
    ]
    families = {family for family, *_ in known}
    others = rows[len(known) :]
    assert not families & {row["family_name"] for row in others}
    assert not [row for row in others if row["family_name"].startswith("Mart")]


def test_there_are_a_newborn_somebody_of_104_and_partial_birth_dates(people):
    births = {row["birth_date"]: row["birth_precision"] for row in people.values()}
    assert births["2026-03-12"] == "day"
    assert births["1921-11-04"] == "day"
    assert {"day", "month", "year", "unknown"} == set(births.values())
    assert births[None] == "unknown"


def test_frequent_family_names_are_frequent(people):
    names = Counter(row["family_name"] for row in people.values())
    census = Weighted(FAMILY_NAMES)
    assert names.most_common(12)[0][0] in census.words[:8]
    common = sum(names[name] for name in census.words[:20])
    rare = sum(names[name] for name in census.words[-20:])
    assert 2.5 * rare < common < 10 * rare


def test_ages_are_spread_as_in_life(people):
    ages = [
        (NOW.date() - date.fromisoformat(row["birth_date"])).days / 365.25
        for row in people.values()
        if row["birth_date"] and row["status"] != "deceased"
    ]
    shares = [
        sum(low <= age < high for age in ages) / len(ages) for low, high in ((0, 18), (18, 65), (65, 120))
    ]
    assert 0.14 < shares[0] < 0.3
    assert 0.5 < shares[1] < 0.7
    assert 0.1 < shares[2] < 0.28
    assert max(ages) < 106


def test_a_family_shares_name_address_and_telephone(charts, people):
    homes = {
        row["patient_id"]: (row["lines"], row["postal_code"]) for row in charts["patients_patientaddress"]
    }
    relations = [row for row in charts["patients_relatedperson"] if row["other_patient_id"]]
    assert len(relations) > 0.5 * PATIENTS
    for row in relations:
        assert homes[row["patient_id"]] == homes[row["other_patient_id"]]
        one, other = people[row["patient_id"]], people[row["other_patient_id"]]
        assert one["phone_home"] == other["phone_home"]
        if row["relationship"] in ("MTH", "FTH"):
            assert one["birth_date"] > other["birth_date"]
    parents = [row for row in relations if row["relationship"] in ("MTH", "FTH")]
    same = sum(
        people[row["patient_id"]]["family_name"] == people[row["other_patient_id"]]["family_name"]
        for row in parents
    )
    assert same > 0.85 * len(parents)


@pytest.mark.parametrize("table", ["visits_visit", "vitals_vitalsigns", "labs_labresult"])
def test_a_twentieth_of_the_people_need_a_fifth_of_the_care(table, charts):
    counts = Counter(row["patient_id"] for row in charts[table])
    heaviest = sum(count for _patient, count in counts.most_common(PATIENTS // 20))
    assert heaviest > 0.2 * counts.total()
    assert heaviest < 0.8 * counts.total()
    assert counts.most_common(1)[0][1] < ROOM


def test_a_million_patients_would_have_ten_million_sets_and_results(charts):
    assert len(charts["vitals_vitalsigns"]) > 10 * PATIENTS
    assert len(charts["labs_labresult"]) > 10 * PATIENTS


def test_public_ids_are_of_version_7_and_follow_the_patients(charts):
    ids = [row["public_id"] for row in charts["patients_patient"]]
    assert ids == sorted(ids)
    assert all(value[14] == "7" and value[19] in "89ab" for value in ids)
    everything = [row["public_id"] for rows in charts.values() for row in rows]
    assert len(set(everything)) == len(everything)
    assert public_id_prefix(2**48 - 1, 2**26 - 1) == "ffffffff-ffff-7fff-bfff-"


def test_the_first_patients_are_open_to_all_and_a_few_others_are_not(charts, people):
    hidden = [int(key) for key, row in people.items() if row["restricted"] == "t"]
    assert min(hidden) > 60
    assert 3 <= len(hidden) < 0.01 * PATIENTS
    team = {row["patient_id"]: row["provider_id"] for row in charts["patients_careteammember"]}
    harbour = [key for key in hidden if key <= plan(PATIENTS).of_harbour]
    assert {team[str(key)] for key in harbour} == {"1"}


def test_everybody_is_seen_at_their_own_facility(charts):
    whole = plan(PATIENTS)
    for row in charts["visits_visit"]:
        at_harbour = int(row["patient_id"]) <= whole.of_harbour
        assert row["facility_id"] == ("1" if at_harbour else "2")
        assert int(row["provider_id"]) in whole.provider_keys(int(row["patient_id"]) - 1)
