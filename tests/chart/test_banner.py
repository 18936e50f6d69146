"""The banner: whose chart it is, and what nobody may overlook."""

from datetime import date

import pytest

from features.foundation.records.clock import now
from features.problems.models import AllergyReaction, NoKnownAllergies, Pregnancy
from tests.factories import AllergyFactory, PatientFactory


def test_a_severe_allergy_is_marked_and_stands_first(amara, nadia, chart):
    AllergyFactory(patient=amara, display="Latex", criticality="low")
    penicillin = AllergyFactory(patient=amara, display="Penicillin", criticality="high")
    AllergyReaction.objects.create(
        patient=amara, allergy=penicillin, display="anaphylaxis", severity="severe"
    )

    banner = chart(nadia, amara, "banner")

    assert banner.index("Penicillin: anaphylaxis") < banner.index("Latex")
    assert banner.count('class="allergy"') == 1


def test_not_asked_is_not_none_known(amara, nadia, chart):
    assert "Allergies not asked" in chart(nadia, amara, "banner")
    NoKnownAllergies.objects.create(patient=amara, stated_at=now())

    banner = chart(nadia, amara, "banner")

    assert "No known allergies" in banner
    assert "not asked" not in banner


def test_an_active_allergy_wins_over_a_statement_that_there_are_none(amara, nadia, chart):
    NoKnownAllergies.objects.create(patient=amara, stated_at=now())
    AllergyFactory(patient=amara, display="Penicillin")

    banner = chart(nadia, amara, "banner")

    assert "Penicillin" in banner
    assert "No known allergies" not in banner


@pytest.mark.parametrize(
    "not_one", [{"verification": "refuted"}, {"verification": "entered-in-error"}, {"status": "resolved"}]
)
def test_what_is_no_allergy_any_more_does_not_alert(not_one, amara, nadia, chart):
    AllergyFactory(patient=amara, display="Penicillin", **not_one)

    assert "Penicillin" not in chart(nadia, amara, "banner")


def test_a_pregnancy_is_told_with_its_date(amara, nadia, freda, chart):
    Pregnancy.objects.create(patient=amara, status="pregnant", due_on=date(2026, 6, 3), recorded_at=now())

    assert "Pregnant, due 3 Jun 2026" in chart(nadia, amara, "banner")
    assert "Pregnant" not in chart(freda, amara, "banner")


def test_the_age_of_someone_who_died_is_that_of_their_death(harbour, nadia, chart):
    henrik = PatientFactory(
        at=harbour, birth_date=date(1944, 11, 11), status="deceased", death_date=date(2012, 7, 31)
    )

    banner = chart(nadia, henrik, "banner")

    assert "Died 31 Jul 2012" in banner
    assert "<b>67<" in banner


def test_an_estimated_birth_date_says_so(harbour, nadia, chart):
    selam = PatientFactory(
        at=harbour, birth_date=date(1990, 1, 1), birth_precision="year", birth_date_estimated=True
    )

    assert "estimated" in chart(nadia, selam, "banner")
