"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for the day the phone is lost.

allauth keeps the authenticators and computes the codes. Here is what it leaves open: who needs one, that a code works
once whichever process is asked, and that recovery codes are hashed.
"""

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.internal.cryptokit import compare_user_code, generate_user_code, normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from accounts.enums import Role
from accounts.models import User
from accounts.sign_in.secrets import hashed, is_hash_of
from accounts.visibility import reaches_records

RECOVERY_CODES = 10
RECOVERY_CODE_LENGTH = 12
# They see no child, but decide who may, or read who did.
ALSO_NEED_IT = frozenset({Role.SYSTEM_ADMINISTRATOR, Role.INFORMATION_GOVERNANCE})
METHOD = "mfa"
STEP = "last_step"
HASHES = "hashes"


def role_needs_it(role: str) -> bool:
    """Say whether a role may be worked in only after a second factor: it opens records of children, or decides who may.

    role: a Role, or an empty string for nobody's.
    """
    return bool(role) and (reaches_records(Role(role)) or role in ALSO_NEED_IT)


def is_missing(request: HttpRequest) -> bool:
    """Say whether this session must not go on before a second factor. Asks the database nothing."""
    role = getattr(request.user, "acting_role", "")
    return bool(settings.SECOND_FACTOR and role_needs_it(role) and not was_given(request))


def was_given(request: HttpRequest) -> bool:
    """Say whether this session gave a second factor: here, or where the person signed in for us."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == METHOD or record.get("second_factor") for record in records)


def note_given(request: HttpRequest, user: User) -> None:
    """Note in the session that the second factor was given."""
    record_authentication(request, user, METHOD)


def has_one(user: User) -> bool:
    """Say whether a person has set up an authenticator app."""
    return app_of(user) is not None


def app_of(user: User) -> Authenticator | None:
    """Return the authenticator app that a person set up, or None."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has not used."""
    kept = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(kept.data[HASHES]) if kept else 0


def step_of(secret: str, code: str, at: float) -> int | None:
    """Return the step of 30 seconds whose code this is, the one at a moment or a neighbour; None for another code.

    secret: base 32, as the app has it. code: as typed, spaces allowed. at: seconds since 1970.
    """
    now = int(at) // app_settings.TOTP_PERIOD
    near = range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1)
    right = [
        step for step in near if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    return right[-1] if right else None


@transaction.atomic
def use_code(user: User, code: str, at: float) -> Authenticator | None:
    """Use up a code of the app, or a recovery code, and return whose it was; None when it is wrong or was used.

    A code of the app counts once, and none before it counts after it. at: seconds since 1970.
    """
    # The rows are locked, so that two requests with one code cannot both be first.
    found = {kept.type: kept for kept in Authenticator.objects.select_for_update().filter(user=user)}
    app, recovery = found.get(Authenticator.Type.TOTP), found.get(Authenticator.Type.RECOVERY_CODES)
    if app is None:
        return None
    step = step_of(decrypt(app.data["secret"]), code, at)
    if step is not None and step > app.data.get(STEP, -1):
        app.data[STEP] = step
        app.save(update_fields=["data"])
        return app
    spent = _recovery_code(recovery, code)
    if recovery is not None and spent:
        recovery.data[HASHES] = [kept for kept in recovery.data[HASHES] if kept != spent]
        recovery.save(update_fields=["data"])
        return recovery
    return None


def _recovery_code(recovery: Authenticator | None, code: str) -> str:
    """Return what is kept of a recovery code, or an empty string when it is none."""
    kept = recovery.data[HASHES] if recovery is not None else []
    return next((each for each in kept if is_hash_of(each, normalize_user_code(code))), "")


def replace(user: User, secret: str, step: int) -> list[str]:
    """Keep an app's secret in place of any before, and return new recovery codes: the only time that they are known.

    secret: base 32. step: the step of the code that proved it, which counts no more.
    """
    remove(user)
    app = TOTP.activate(user, secret).instance
    app.data[STEP] = step
    app.save(update_fields=["data"])
    return renew_recovery_codes(user)


def renew_recovery_codes(user: User) -> list[str]:
    """Make new recovery codes in place of the old and return them. Only their hashes are kept."""
    codes = [generate_user_code(length=RECOVERY_CODE_LENGTH) for _ in range(RECOVERY_CODES)]
    Authenticator.objects.update_or_create(
        user=user,
        type=Authenticator.Type.RECOVERY_CODES,
        defaults={"data": {HASHES: [hashed(normalize_user_code(code)) for code in codes]}},
    )
    return codes


def remove(user: User) -> None:
    """Forget a person's app and recovery codes."""
    Authenticator.objects.filter(user=user).delete()
