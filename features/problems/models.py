"""Problems, allergies, pregnancies and immunizations of patients."""

from django.db import models
from django.db.models import F, Q

from features.foundation.clinical.ages import Precision
from features.foundation.records.constraints import SamePatient, not_before, one_of
from features.foundation.records.history import keeps_history
from features.foundation.records.models import Coded
from features.foundation.records.ordering import known_or_first
from features.patients.models import OfPatient, Provider, shown_as
from features.problems.rules import (
    ALLERGY_VERIFICATIONS,
    AllergyCategory,
    AllergyStatus,
    Criticality,
    ImmunizationStatus,
    PregnancyStatus,
    ProblemStatus,
    Severity,
    Verification,
)
from features.visits.models import Visit

PRECISIONS = [(p.value, p.value) for p in Precision]


@keeps_history
class Allergy(OfPatient, Coded):
    """An allergy or intolerance. A status is empty only where the verification says that it never was one."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=12, default="allergy", choices=[("allergy", "allergy"), ("intolerance", "intolerance")]
    )
    category = models.CharField(
        max_length=12, blank=True, choices=[(c.value, c.value) for c in AllergyCategory]
    )
    status = models.CharField(max_length=10, blank=True, choices=[(s.value, s.value) for s in AllergyStatus])
    verification = models.CharField(
        max_length=20, choices=[(v.value, v.value) for v in ALLERGY_VERIFICATIONS]
    )
    criticality = models.CharField(
        max_length=20, blank=True, choices=[(c.value, c.value) for c in Criticality]
    )
    onset_on = models.DateField(null=True)
    onset_precision = models.CharField(max_length=10, choices=PRECISIONS, default=Precision.DAY)
    recorded_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    never_was = models.CharField(max_length=300, blank=True, default="", db_default="")
    """Why it turned out to be none, where it did."""

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("allergies")]
        constraints = [
            one_of("kind", ["allergy", "intolerance"], name="allergy_kind_is_known"),
            one_of("category", ["", *AllergyCategory], name="allergy_category_is_known"),
            one_of("status", ["", *AllergyStatus], name="allergy_status_is_known"),
            one_of("verification", ALLERGY_VERIFICATIONS, name="allergy_verification_is_known"),
            one_of("criticality", ["", *Criticality], name="allergy_criticality_is_known"),
            models.CheckConstraint(
                condition=~Q(status="") | Q(verification=Verification.ENTERED_IN_ERROR),
                name="an_allergy_has_a_status",
            ),
            models.UniqueConstraint(fields=["id", "patient"], name="allergy_of_a_patient"),
            SamePatient(field="visit", name="allergy_and_visit_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "status", "id"], name="allergies_of_a_patient"),
            models.Index(fields=["patient", "-recorded_at", "-id"], name="allergies_by_recording"),
        ]


@keeps_history
class AllergyReaction(OfPatient, Coded):
    """What happened: the manifestation in code and words."""

    allergy = models.ForeignKey(Allergy, on_delete=models.PROTECT, related_name="reactions")
    severity = models.CharField(max_length=10, blank=True, choices=[(s.value, s.value) for s in Severity])
    in_error = models.BooleanField(default=False, db_default=False)
    """It was written down but did not happen. Nothing of a chart is deleted."""

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("allergies")]
        constraints = [
            one_of("severity", ["", *Severity], name="reaction_severity_is_known"),
            SamePatient(field="allergy", name="reaction_and_allergy_of_one_patient"),
        ]
        indexes = [models.Index(fields=["allergy", "id"], name="reactions_of_an_allergy")]


@keeps_history
class NoKnownAllergies(OfPatient):
    """Somebody asked, and the patient has no known allergies: a fact with author and time, until it is withdrawn."""

    stated_at = models.DateTimeField()
    stated_by = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    """Who asked, where it was asked elsewhere; here it is whoever wrote the record."""
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("allergies")]
        constraints = [
            not_before("stated_at", "withdrawn_at", name="withdrawn_after_it_was_stated"),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(withdrawn_at=None), name="one_standing_denial_of_allergies"
            ),
        ]


@keeps_history
class Problem(OfPatient, Coded):
    """A condition of a patient, from its onset until it abates."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    status = models.CharField(max_length=12, blank=True, choices=[(s.value, s.value) for s in ProblemStatus])
    verification = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Verification])
    icd10_code = models.CharField("ICD-10-CM", max_length=10, blank=True)
    onset_on = models.DateField(null=True)
    onset_precision = models.CharField(max_length=10, choices=PRECISIONS, default=Precision.DAY)
    abated_on = models.DateField(null=True)
    abated_precision = models.CharField(max_length=10, choices=PRECISIONS, default=Precision.DAY)
    recorded_at = models.DateTimeField()

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("problems")]
        constraints = [
            one_of("status", ["", *ProblemStatus], name="problem_status_is_known"),
            one_of("verification", Verification, name="problem_verification_is_known"),
            models.CheckConstraint(
                condition=~Q(status="") | Q(verification=Verification.ENTERED_IN_ERROR),
                name="a_problem_has_a_status",
            ),
            not_before("onset_on", "abated_on", name="problem_abates_after_its_onset"),
            models.CheckConstraint(
                condition=Q(abated_on=None) | ~Q(status__in=["active", "recurrence", "relapse"]),
                name="what_has_abated_is_not_active",
            ),
            SamePatient(field="visit", name="problem_and_visit_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "status", "-onset_on", "-id"], name="problems_of_a_patient"),
            models.Index(
                F("patient"), known_or_first("onset_on").desc(), F("id").desc(), name="problems_by_onset"
            ),
            models.Index(fields=["patient", "-recorded_at", "-id"], name="problems_by_recording"),
        ]


@keeps_history
class Pregnancy(OfPatient):
    """A pregnancy, which ranges, scores and checks read."""

    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in PregnancyStatus])
    last_period_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("pregnancies")]
        constraints = [
            one_of("status", PregnancyStatus, name="pregnancy_status_is_known"),
            not_before("last_period_on", "due_on", name="due_after_the_last_period"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(status=PregnancyStatus.PREGNANT),
                name="an_ended_pregnancy_is_ended",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(status=PregnancyStatus.PREGNANT),
                name="one_pregnancy_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["patient", "-recorded_at", "-id"], name="pregnancies_of_a_patient")]


@keeps_history
class Immunization(OfPatient, Coded):
    """A vaccine that was given, or was not with the reason; the code is of CVX."""

    visit = models.ForeignKey(Visit, null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ImmunizationStatus])
    not_done_reason = models.CharField(max_length=200, blank=True)
    given_at = models.DateTimeField()
    lot_number = models.CharField(max_length=40, blank=True)
    dose = models.CharField(max_length=40, blank=True)
    from_primary_source = models.BooleanField(default=True)
    """False: told by the patient or copied from elsewhere."""

    class Meta(OfPatient.Meta):
        abstract = False
        triggers = [*OfPatient.Meta.triggers, shown_as("immunizations")]
        constraints = [
            one_of("status", ImmunizationStatus, name="immunization_status_is_known"),
            SamePatient(field="visit", name="immunization_and_visit_of_one_patient"),
        ]
        indexes = [
            models.Index(fields=["patient", "-given_at", "-id"], name="immunizations_of_a_patient"),
            models.Index(fields=["patient", "display", "given_at", "id"], name="immunizations_by_vaccine"),
        ]
