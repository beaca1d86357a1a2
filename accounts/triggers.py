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
)
