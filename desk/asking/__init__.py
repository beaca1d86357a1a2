"""Asking for views before a review: whom, with which form, by which link."""
