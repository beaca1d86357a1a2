"""What the database itself refuses about accounts, beside named constraints."""

from audit.triggers import Trigger

PANEL_IS_EXCLUSIVE = Trigger(
    name="accounts_rolegrant_panel_is_exclusive",
    table="accounts_rolegrant",
    events=("INSERT", "UPDATE"),
    refuse_when=(
        "NEW.until_on IS NULL AND EXISTS (SELECT 1 FROM accounts_rolegrant other WHERE other.user_id = NEW.user_id "
        "AND other.id <> COALESCE(NEW.id, -1) AND other.until_on IS NULL "
        "AND ((NEW.role = 'panel_member') <> (other.role = 'panel_member')))"
    ),
    message="A panel member holds no other role.",
)
