"""Registers sign-in and lets the audit trail listen to it."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "features.sign_in"
    label = "sign_in"

    def ready(self) -> None:
        from features.sign_in import reminder, trail

        trail.listen()
        reminder.listen()
