"""The demonstration year and the seeded synthetic authority: published totals, invented people, nothing real."""
