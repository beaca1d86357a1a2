"""Pages about people: signing in, one's own account, and the staff of the service."""
