"""What the database itself refuses about accounts, beside named constraints."""

from audit.triggers import Trigger

PANEL_IS_EXCLUSIVE = Trigger(
    name="accounts_rolegrant_panel_is_exclusive",
    table="accounts_rolegrant",
    events=("INSERT", "UPDATE"),
    refuse_when=(
        "EXISTS (SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id "
        "AND other.id <> COALESCE(NEW.id, -1) "
        "AND (other.until_on IS NULL OR other.until_on >= NEW.from_on) "
        "AND (NEW.until_on IS NULL OR NEW.until_on >= other.from_on) "
        "AND ((NEW.role = 'panel_member') <> (other.role = 'panel_member')))"
    ),
    message="A panel member holds no other role.",
)
AGENCY_ROLES_END = Trigger(
    name="accounts_rolegrant_of_agency_staff_ends",
    table="accounts_rolegrant",
    events=("INSERT", "UPDATE"),
    refuse_when=(
        "NEW.until_on IS NULL AND EXISTS "
        "(SELECT 1 FROM accounts_user person WHERE person.id = NEW.user_id AND person.is_agency)"
    ),
    message="A role of staff from an agency has a last day.",
    reads=("accounts_user",),
)
AGENCY_STAFF_HAVE_ENDS = Trigger(
    name="accounts_user_of_agency_has_ends",
    table="accounts_user",
    events=("UPDATE",),
    refuse_when=(
        "NEW.is_agency AND EXISTS "
        "(SELECT 1 FROM accounts_rolegrant held WHERE held.user_id = NEW.id AND held.until_on IS NULL)"
    ),
    message="Staff from an agency hold no role without a last day.",
    reads=("accounts_rolegrant",),
)


def _together(name: str, roles: str, message: str) -> Trigger:
    """Return the trigger that refuses two roles that do not go together, on any day that both would be held."""
    return Trigger(
        name=name,
        table="accounts_rolegrant",
        events=("INSERT", "UPDATE"),
        refuse_when=(
            "EXISTS (SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id "  # noqa: S608 - our own names
            "AND other.id <> COALESCE(NEW.id, -1) "
            "AND (other.until_on IS NULL OR other.until_on >= NEW.from_on) "
            f"AND (NEW.until_on IS NULL OR NEW.until_on >= other.from_on) AND {roles})"
        ),
        message=message,
    )


ADMINISTRATOR_IS_ALONE = _together(
    "accounts_rolegrant_administrator_is_alone",
    "((NEW.role = 'system_administrator') <> (other.role = 'system_administrator'))",
    "A system administrator holds no other role.",
)
ROLE_ONCE = _together(
    "accounts_rolegrant_once", "(NEW.role = other.role)", "This person already holds this role on one of these days."
)
