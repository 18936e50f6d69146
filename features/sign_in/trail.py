"""What the audit trail says about signing in; never a password, a code, or a name that is nobody's."""

from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from features.foundation.access.models import User
from features.foundation.audit.actors import Actor
from features.foundation.audit.models import Outcome, Purpose
from features.foundation.audit.services import record
from features.sign_in import lock_out

CATEGORY = "access"


def listen() -> None:
    """Connects every receiver once; called when the application starts."""
    for signal, receiver in (
        (user_logged_in, signed_in),
        (user_login_failed, sign_in_failed),
        (user_locked_out, lock_began),
        (user_logged_out, signed_out),
        (authentication_step_completed, signed_in_again),
        (password_changed, changed_password),
        (authenticator_added, added_second_factor),
        (authenticator_removed, removed_second_factor),
        (authenticator_reset, renewed_recovery_codes),
    ):
        signal.connect(receiver, dispatch_uid=f"trail of {receiver.__name__}")


def signed_in(sender, request, user, **kwargs) -> None:
    _record("sign_in", request, user)


def sign_in_failed(sender, credentials, request=None, **kwargs) -> None:
    if request is None:
        return
    if lock_out.is_of_display(credentials):
        _record("open_wall", request, None, Outcome.FAILED, _why_failed(request, "wrong token"))
        return
    name = lock_out.existing_name(credentials.get("username") or "")
    user = User.objects.filter(username=name).first() if name else None
    wrong = "wrong code" if credentials.get(lock_out.CODE_MARK) else "wrong password"
    reason = _why_failed(request, wrong)
    _record("sign_in", request, user, Outcome.FAILED, reason if user else f"{reason}, unknown user")


def lock_began(sender, request, username, **kwargs) -> None:
    """axes tells of each attempt during the lock as well; only the one that began it is written here."""
    if not _was_counted(request):
        return
    if username == lock_out.DISPLAYS:
        _record("lock_out", request, None, Outcome.REFUSED, "too many wrong tokens")
        return
    name = (username or "").removeprefix(lock_out.CODE_PREFIX)
    user = User.objects.filter(username=name).first()
    _record("lock_out", request, user, Outcome.REFUSED, "too many failures" if user else "unknown user")


def signed_out(sender, request, user, **kwargs) -> None:
    if user is not None:
        _record("sign_out", request, user)


def signed_in_again(sender, request, user, method, **kwargs) -> None:
    if kwargs.get("reauthenticated"):
        _record("sign_in_again", request, user)


def changed_password(sender, request, user, **kwargs) -> None:
    _record("change_password", request, user)


def added_second_factor(sender, request, user, authenticator, **kwargs) -> None:
    _record("add_second_factor", request, user, reason=authenticator.type)


def removed_second_factor(sender, request, user, authenticator, **kwargs) -> None:
    _record("remove_second_factor", request, user, reason=authenticator.type)


def renewed_recovery_codes(sender, request, user, authenticator, **kwargs) -> None:
    _record("renew_recovery_codes", request, user, reason=authenticator.type)


def opened_wall(request, device) -> None:
    _record("open_wall", request, device)


def refused_display(request, device) -> None:
    _record("open_wall", request, device, Outcome.REFUSED, "the display was revoked")


def _why_failed(request, wrong: str) -> str:
    return "locked out" if lock_out.is_locked(request) and not _was_counted(request) else wrong


def _was_counted(request) -> bool:
    """Whether axes added this failure to the others; during a lock it does not."""
    return getattr(request, "axes_failures_since_start", None) is not None


def _record(action: str, request, whom, outcome: str = Outcome.SUCCESS, reason: str = "") -> None:
    """The person or the display stands as the object; a person as the actor only where they proved who they are."""
    is_proven_person = outcome == Outcome.SUCCESS and isinstance(whom, User)
    actor = Actor.of(request, whom) if is_proven_person else Actor.of(request)
    record(
        action=action,
        actor=actor,
        category=CATEGORY,
        object_kind=whom._meta.model_name if whom else "",
        object_id=whom.public_id if whom else None,
        outcome=outcome,
        reason=reason,
        purpose=Purpose.OPERATIONS,
    )
