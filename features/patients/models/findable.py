"""By what a patient is found: words, dates and numbers in one row, kept by the database whoever writes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from features.patients.models.names import KEY_COLLATION
from features.patients.models.patient import Patient


class Findable(models.Model):
    """The terms of a patient: plain words of names, and `born:`, `day:`, `year:`, `phone:`, `mail:`, `mrn:`, `id:`,
    `sound:`.

    Words are of all names, present, preferred and previous. `phone:` holds the last seven digits, `id:` numbers of
    insurances and of others, `sound:` the Double Metaphone of the family name with the year of birth. Triggers of
    patient, names, coverages and identifiers keep the row in the transaction of their write.
    """

    patient = models.OneToOneField(
        Patient, primary_key=True, on_delete=models.PROTECT, related_name="findable", editable=False
    )
    terms = SearchVectorField(editable=False)
    name_key = models.CharField(max_length=250, db_collation=KEY_COLLATION, editable=False)
    restricted = models.BooleanField(editable=False)

    class Meta:
        indexes = [
            # Without a pending list, which every search would have to read to its end.
            GinIndex(fields=["terms"], name="findable_by_term", fastupdate=False),
            models.Index(fields=["name_key", "patient"], name="findable_by_name"),
        ]


class NearWord(models.Model):
    """A word of names, once by itself and once without each of its letters (SymSpell, one edit).

    Words stay when the last patient who bore them is renamed: they lead to nobody then.
    """

    pk = models.CompositePrimaryKey("deletion", "word")
    deletion = models.CharField(max_length=120, db_collation=KEY_COLLATION)
    word = models.CharField(max_length=120, db_collation=KEY_COLLATION)
