"""What the front desk writes down about somebody: the person, address, insurance, relatives, care team."""

from features.foundation.clinical.check_characters import complete_mrn
from features.interchange.made.chart import Chart
from features.interchange.made.moments import day_text
from features.interchange.made.names import family_name, given_names
from features.interchange.made.plan import FIRST_MRN
from features.interchange.made.rows import NULL

INSURED = 0.85
MEMBER_OF_A_TEAM = 3
"""With so many lasting conditions somebody has a care team."""
RESTRICTED_TEAM = "restricted record"


def add_person(chart: Chart) -> None:
    """The patient, and everything that belongs to who that is."""
    person, rows = chart.person, chart.rows
    number = FIRST_MRN + person.index
    born = NULL if person.born is None else day_text(person.born)
    died = NULL if person.died is None else day_text(person.died)
    provider = NULL if chart.provider is None else chart.provider
    adult = person.age(person.died or chart.plan.on.toordinal()) >= 18
    marital = ("M" if person.married else "S") if adult and not person.is_notable else ""
    rows.add_patient(
        person.index,
        f"{number}\t{complete_mrn(number)}\t{person.family}\t{person.given}\t\t\t\t{born}\t{person.precision}\tf\t"
        f"{person.sex}\t{person.mobile}\t{person.home}\t\t{person.email}\t{person.status}\t{died}\t\t\t"
        f"{person.language}\t{marital}\t{'t' if person.restricted else 'f'}\t{provider}",
    )
    if person.precision != "unknown":
        town, code = person.town
        since = day_text(person.since)
        rows.add("patients_patientaddress", f"home\t{person.lines}\t{town}\t\t\t{code}\tGB\t{since}\t{NULL}")
        _add_insurance(chart)
    _add_relatives(chart)
    _add_team(chart)


def _add_insurance(chart: Chart) -> None:
    chance = chart.chance
    starts = day_text(chart.person.since)
    if chance.random() < INSURED:
        payer, member = 1 + chance.randrange(chart.plan.payers), f"M{chance.randrange(10**8):08d}"
        chart.rows.add("patients_coverage", f"insurance\t{payer}\t{member}\t\t\t\t\t1\t{starts}")
    elif chance.random() < 0.3:
        chart.rows.add("patients_coverage", f"self-pay\t{NULL}\t\t\t\t\t\t1\t{starts}")


def _add_relatives(chart: Chart) -> None:
    """Relatives who are patients too; for others perhaps somebody to call."""
    person, chance = chart.person, chart.chance
    for place, (role, index) in enumerate(person.family_of):
        emergency = "t" if place == 0 else "f"
        chart.rows.add("patients_relatedperson", f"{index + 1}\t{role}\t\t{person.home}\t{emergency}")
    if person.given.startswith("Baby of "):
        name = f"{person.given.removeprefix('Baby of ')} {person.family}"
        chart.rows.add("patients_relatedperson", f"{NULL}\tMTH\t{name}\t{person.home}\tt")
    elif not person.family_of and not person.is_notable and chance.random() < 0.5:
        sex = chance.choice(("female", "male"))
        name = f"{given_names(chance, sex, 1975)} {family_name(chance)}"
        phone = f"+44 7700 {chance.randrange(900000, 901000)}"
        chart.rows.add("patients_relatedperson", f"{NULL}\tFRND\t{name}\t{phone}\tt")


def _add_team(chart: Chart) -> None:
    """The primary provider of somebody with many conditions, or with a restricted record, and a colleague."""
    person = chart.person
    if chart.provider is None or not (person.restricted or len(chart.health.onsets) >= MEMBER_OF_A_TEAM):
        return
    end = person.died or chart.plan.on.toordinal()
    since = day_text(person.since + int((end - person.since) * 0.3))
    role = RESTRICTED_TEAM if person.restricted else "primary care"
    chart.rows.add("patients_careteammember", f"{chart.provider}\t{role}\t{since}")
    other = chart.chance.choice(chart.providers)
    if other != chart.provider and not person.restricted and chart.chance.random() < 0.4:
        chart.rows.add("patients_careteammember", f"{other}\tspecialist\t{since}")
