"""The quality pages: one tab per kind of finding, and a form to add each."""
