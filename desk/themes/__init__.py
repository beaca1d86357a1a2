"""Coding what people wrote in their own words: by people who read it, with a shared list of themes."""
