"""What a person searched for, kept on the server so that no name stands in a URL."""

from django.db import models

from features.foundation.records.clock import now
from features.foundation.records.identifiers import new_public_id


class SearchText(models.Model):
    """A text typed into the search of a list; its token stands in the URL and opens it in the same session only."""

    token = models.UUIDField(default=new_public_id, unique=True)
    session = models.CharField(max_length=64)
    """SHA-256 of the session key."""
    listing = models.CharField(max_length=40)
    text = models.CharField(max_length=100)
    typed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "listing", "text"], name="one_token_per_text_and_session"
            )
        ]
        indexes = [models.Index(fields=["typed_at"], name="search_text_by_age")]
