"""What the made clinic knows beside its patients: providers, payers, drugs, laboratory tests with their ranges."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from uuid import UUID

from features.interchange.made.drugs import DRUG_KEYS, DRUGS, RXNORM
from features.interchange.made.lab_tests import LOINC, RANGES, SOURCE, TEST_KEYS, TESTS, limits_of
from features.interchange.made.names import family_name, given_names
from features.interchange.made.notable import HARBOUR_PROVIDERS, HILLSIDE_PROVIDERS, PAYERS
from features.interchange.made.plan import PATIENTS_OF_A_PROVIDER, Plan, public_id
from features.interchange.staff import DAN, ZONE
from features.labs.models import LabRange, LabTest
from features.medications.models import Drug
from features.patients.models import Payer, Provider


def plan_of(*, patients: int, seed: int, at: datetime, on: date) -> Plan:
    """The plan of a clinic of so many patients; a large one has more providers."""
    more = patients // PATIENTS_OF_A_PROVIDER
    plan = Plan(
        patients=patients,
        seed=seed,
        now=at.replace(microsecond=0),
        on=on,
        zone=ZONE,
        harbour_providers=len(HARBOUR_PROVIDERS) + more,
        hillside_providers=len(HILLSIDE_PROVIDERS) + more // 5,
        payers=len(PAYERS),
        dan="",
    )
    return plan.signed_by(public_id(plan, "user", DAN))


def make_catalogues(plan: Plan) -> None:
    """Everything under primary keys of our own, so that charts can refer to it before it is written."""

    def identified(kind: str, key: int) -> dict:
        return {"pk": key, "public_id": UUID(public_id(plan, kind, key))}

    Payer.objects.bulk_create(
        Payer(**identified("payer", key), name=name) for key, name in enumerate(PAYERS, 1)
    )
    Provider.objects.bulk_create(
        Provider(
            **identified("provider", key),
            family_name=family,
            given_names=given,
            name_prefix=prefix,
            facility_id=1 if key <= plan.harbour_providers else 2,
            user_id=DAN if key == 1 else None,
        )
        for key, (family, given, prefix) in enumerate(_providers(plan), 1)
    )
    Drug.objects.bulk_create(
        Drug(
            **identified("drug", DRUG_KEYS[name]),
            code_system=RXNORM,
            code=drug.code,
            display=drug.display,
            ingredient=drug.ingredient,
            form=drug.form,
            strength=drug.strength,
        )
        for name, drug in DRUGS.items()
    )
    LabTest.objects.bulk_create(
        LabTest(
            **identified("test", TEST_KEYS[test.code]),
            code_system=LOINC,
            code=test.code,
            display=test.display,
            unit=test.unit,
            places=test.places,
        )
        for test in TESTS.values()
    )
    LabRange.objects.bulk_create(_ranges(identified))


def _ranges(identified) -> Iterator[LabRange]:
    for key, span in enumerate(RANGES, 1):
        limits = limits_of(span)
        yield LabRange(
            **identified("range", key),
            test_id=TEST_KEYS[span.code],
            sex=span.sex,
            pregnant=span.pregnant,
            from_months=span.from_months,
            to_months=span.to_months,
            unit=TESTS[span.code].unit,
            low=limits.low,
            high=limits.high,
            critical_low=limits.critical_low,
            critical_high=limits.critical_high,
            source=SOURCE,
        )


def _providers(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Those whom everybody knows by name, and further ones in a larger clinic; the main facility's come first."""
    chance = Random(f"{plan.seed} providers")  # nosec B311  # made people need no secret
    for known, number in (
        (HARBOUR_PROVIDERS, plan.harbour_providers),
        (HILLSIDE_PROVIDERS, plan.hillside_providers),
    ):
        yield from known
        for _ in range(number - len(known)):
            sex = chance.choice(("female", "male"))
            yield family_name(chance), given_names(chance, sex, 1970), "Dr"
