"""How a link to set a password leaves. Outgoing mail is `office`'s, which stands above and says here how it is done."""

from collections.abc import Callable

from accounts.models import User
from audit.actors import Actor

Carrier = Callable[[User, str, Actor], None]
_carriers: list[Carrier] = []


def carry_with(carrier: Carrier) -> None:
    """Say what sends a link: called with the account, this site's address and who asked. From `AppConfig.ready()`."""
    _carriers[:] = [carrier]


def send_password_link(*, user: User, site: str, by: Actor) -> None:
    """Have a link to set a password sent to a person's own address. Returns at once: mail leaves in the background.

    site: the scheme and host that the link begins with, like "https://iro.example.gov.uk".
    """
    for carrier in _carriers:
        carrier(user, site, by)
