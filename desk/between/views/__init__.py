"""The pages of what happens between reviews."""
