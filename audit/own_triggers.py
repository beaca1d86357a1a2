"""What the database itself refuses about the log."""

from audit.triggers import append_only

LOG = append_only("audit_auditevent")
