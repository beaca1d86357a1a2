"""People who work here: users, posts, teams, roles, permissions, visibility, sign-in."""
