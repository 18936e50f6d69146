"""Invented people for a made clinic. The same seed gives the same people; nobody of them exists."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FAMILY_NAMES = (
    "Abara Achterberg Adeyemi Almeida Andersson Aydin Banerjee Baptiste Barros Becker Bianchi Björnsdóttir Brandt "
    "Castellanos Chaudhry Clarke Costa Dlamini Dvořák Eriksen Farouk Ferreira Fischer Fontaine Gallagher Garcia "
    "Haddad Hansen Hoffmann Ibrahim Ivanova Janssen Johansson Kaplan Kaya Kowalczyk Kruger Lambert Larsen Lefebvre "
    "Lindqvist Lombardi Mahlangu Martin Mendoza Moreau Mwangi Nakamura Ndiaye Nguyen Nowak O’Brien O’Sullivan Okafor "
    "Olsen Papadopoulos Patel Pereira Petrosyan Popescu Rahman Ribeiro Rossi Sahin Schaefer Silva Singh Sørensen "
    "Suzuki Tanaka Tran Van-Dijk Vega Wagner Walsh Whitmore Yamamoto Yilmaz Zhang Zulu"
).split()
GIVEN_NAMES = {
    "female": (
        "Ada Aisha Amara Ana Ani Anna Beatriz Carmen Chiara Claire Clara Dina Edith Elif Emma Esther Fatima Folasade "
        "Grace Hana Helena Ines Ingrid Josephine Julia Kerstin Laila Leonie Lucia Mara Maria Marisol Mei Naledi Nora "
        "Nusrat Olivia Rosa Sara Sigrún Sofia Thandiwe Yuki Zeynep Zoe"
    ).split(),
    "male": (
        "Aaron Ahmed Ali Andrés Anton Arjun Bram Brendan Carlos Daniel David Emeka Erik Fabio Felix Giorgos Henrik "
        "Hugo Ishaan Ivan Jakob João Kenji Kofi Lars Leon Luca Marek Mateo Mehmet Nikos Omar Oskar Otto Paul Pedro "
        "Piotr Rafael Samuel Sven Thabo Tomás Viktor Wei Yusuf"
    ).split(),
}
NOTABLE = (
    (
        "Fernández-Quiroga y Sánchez de la Torre",
        "María del Carmen Guadalupe",
        "female",
        "1963-09-21",
        "day",
        "active",
    ),
    ("Martin", "Claire", "female", "1954-07-17", "day", "active"),
    ("Martin", "Clara", "female", "1951-07-07", "day", "active"),
    ("Okafor", "Amara", "female", "1958-06-02", "day", "active"),
    ("Nguyen", "Thanh Binh", "male", "1982-09-08", "day", "active"),
    ("حداد", "يوسف", "male", "1979-02-23", "day", "active"),
    ("山本", "健二", "male", "1959-03-06", "day", "active"),
    ("Whitmore", "Edith", "female", "1921-11-04", "day", "active"),
    ("Lindqvist", "Henrik", "male", "1944-11-11", "day", "deceased"),
    ("Tadesse", "Selam", "female", "1990-01-01", "year", "active"),
    ("O’Sullivan", "Brendan", "male", "1947-05-01", "month", "inactive"),
    ("Unidentified", "Person Alpha", "unknown", "", "unknown", "active"),
)
"""Family name, given names, sex, birth date, its precision, status: those that lists and banners must bear."""

PAYERS = (
    "Coastal Health",
    "Lighthouse Mutual",
    "National Scheme",
    "Northwind Assurance",
    "Pilot Employees’ Fund",
)
PROVIDERS = (
    ("Whitlow", "Dan", "Dr"),
    ("Sørby", "Lena", "Dr"),
    ("Achebe", "Ngozi", "Dr"),
    ("Marchetti", "Paola", "Dr"),
    ("Brandt", "Julius", "Dr"),
    ("Iyer", "Radha", "Dr"),
)
STATUSES = ("active",) * 90 + ("inactive",) * 6 + ("deceased",) * 4


@dataclass(frozen=True, slots=True)
class Person:
    """What the front desk would know of somebody."""

    family_name: str
    given_names: str
    sex: str
    birth_date: date | None
    birth_precision: str
    status: str
    phone_mobile: str
    phone_home: str


def people(number: int, *, on: date, seed: int) -> Iterator[Person]:
    """`number` people who live on the day `on`: first the notable ones and a newborn, then random ones."""
    chance = random.Random(seed)  # nosec B311  # invented people need no secret
    notable = [
        *NOTABLE,
        ("Dlamini", "Baby of Thandiwe", "male", (on - timedelta(days=2)).isoformat(), "day", "active"),
    ]
    for index in range(number):
        if index < len(notable):
            family, given, sex, born, precision, status = notable[index]
            birth_date = date.fromisoformat(born) if born else None
        else:
            family, given, sex = _name(chance)
            birth_date = on - timedelta(days=int(chance.triangular(0, 98, 45) * 365.25))
            precision, status = "day", chance.choice(STATUSES)
        mobile = f"+44 7700 {chance.randrange(900000, 901000):06d}"[:15] if chance.random() < 0.8 else ""
        home = f"+44 1632 {chance.randrange(960000, 961000)}" if chance.random() < 0.4 else ""
        yield Person(family, given, sex, birth_date, precision, status, mobile, home)


def more_providers(number: int, *, seed: int) -> list[tuple[str, str, str]]:
    """`number` invented doctors: family name, given names, title."""
    chance = random.Random(f"providers of {seed}")  # nosec B311  # invented people need no secret
    names = (_name(chance) for _ in range(number))
    return [(family, given, "Dr") for family, given, _sex in names]


def _name(chance: random.Random) -> tuple[str, str, str]:
    sex = chance.choice(("female", "male"))
    family = chance.choice(FAMILY_NAMES)
    if chance.random() < 0.12:
        family = f"{family}-{chance.choice(FAMILY_NAMES)}"
    given = chance.choice(GIVEN_NAMES[sex])
    if chance.random() < 0.4:
        given = f"{given} {chance.choice(GIVEN_NAMES[sex])}"
    return family, given, "unknown" if chance.random() < 0.005 else sex
