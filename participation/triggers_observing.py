"""What the database itself refuses about Stop, Look and Listen, beside named constraints."""

from audit.triggers import append_only

LISTENING_CHANGES = append_only("participation_listeningchange")
