"""Inviting people to a review, what they answer, and the papers that come before it."""
