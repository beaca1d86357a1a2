"""Logging a review in one form, and what follows it."""
