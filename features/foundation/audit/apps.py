"""Registers the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "features.foundation.audit"
    label = "audit"
