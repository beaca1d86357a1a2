"""Who is on duty in the demonstration, and the numbers that a child is shown: all invented."""

from accounts.enums import Role
from audit.actors import Actor
from desk.demonstration.staff import Cast
from office.duty.actions import change_duty
from office.duty.people import arrangements

# From the range of numbers that nobody has, kept for drama and the like.
DAY_PHONE, NIGHT_PHONE = "01632 960170", "01632 960999"


def put_on_duty(cast: Cast, *, by: Actor) -> None:
    """Put an IRO on duty, with another IRO and the IRO manager after them."""
    on_duty, after = cast.by_role[Role.IRO][-1], cast.by_role[Role.IRO][-2]
    change_duty(
        seen_version=arrangements().version,
        duty_first=on_duty,
        next_first=after,
        next_second=cast.first(Role.MANAGER),
        day_name="the IRO service",
        day_phone=DAY_PHONE,
        night_name="the emergency duty team",
        night_phone=NIGHT_PHONE,
        by=by,
    )
