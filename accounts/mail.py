"""How mail about an account leaves. Outgoing mail is `office`'s, which stands above and says here how it is done."""

from collections.abc import Callable

from accounts.models import User
from audit.actors import Actor

Carrier = Callable[[User, str, Actor], None]
NoticeCarrier = Callable[[User, str, str, Actor], None]
_carriers: list[Carrier] = []
_notice_carriers: list[NoticeCarrier] = []


def carry_with(carrier: Carrier) -> None:
    """Say what sends a link: called with the account, this site's address and who asked. From `AppConfig.ready()`."""
    _carriers[:] = [carrier]


def carry_notices_with(carrier: NoticeCarrier) -> None:
    """Say what sends a notice: called with the account, which notice, this site's address and who asked."""
    _notice_carriers[:] = [carrier]


def send_password_link(*, user: User, site: str, by: Actor) -> None:
    """Have a link to set a password sent to a person's own address. Returns at once: mail leaves in the background.

    site: the scheme and host that the link begins with, like "https://iro.example.gov.uk".
    """
    for carrier in _carriers:
        carrier(user, site, by)


def send_notice(*, user: User, notice: str, site: str, by: Actor) -> None:
    """Have a person told of what happened to their account, at their own address. Returns at once.

    notice: which, the name of a text in `templates/emails/` ("second_factor_reset"). site: as for `send_password_link`.
    """
    for carrier in _notice_carriers:
        carrier(user, notice, site, by)
