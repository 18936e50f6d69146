"""The type of a request behind the door: somebody is signed in."""

from django.http import HttpRequest

from features.foundation.access.models import User


class SignedInRequest(HttpRequest):
    """What views receive after `SignInRequiredMiddleware`: `user` is a person, never anonymous."""

    user: User
