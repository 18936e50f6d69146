"""Registers the foundation's records and gives the application's database role its rights after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "features.foundation.records"
    label = "records"

    def ready(self) -> None:
        from features.foundation.records.database_role import grant_rights

        post_migrate.connect(grant_rights, sender=self)
