"""Append-only events and the action decorator; plain ids, no foreign keys, no pages."""
