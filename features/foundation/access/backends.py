"""Finds the person of a session together with their rights, fresh on every request."""

from django.contrib.auth.backends import ModelBackend

from features.foundation.access.models import User


class RightsBackend(ModelBackend):
    """Signs in by lower-cased user name; rights are read on each request, so that a change acts at once."""

    def get_user(self, user_id):
        person = User.objects.with_rights(user_id)
        return person if person is not None and person.is_active else None

    def has_perm(self, user_obj, perm, obj=None) -> bool:
        return user_obj.is_active and user_obj.may(perm)
