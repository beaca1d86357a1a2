"""Histories of disputes that the database lets nobody rewrite."""

from audit.triggers import append_only

REPLIES = append_only("disputes_reply")
