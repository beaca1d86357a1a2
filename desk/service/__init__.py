"""The manager's pages: the service today, allocation, corrections."""
