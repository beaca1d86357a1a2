"""The pages after a review, by what they are about."""

from desk.after_review.views import challenging, decisions, deputies, filing, letters, recipients

__all__ = ["challenging", "decisions", "deputies", "filing", "letters", "recipients"]
