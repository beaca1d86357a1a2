"""Before a review: attempts to speak with the child, what the child said in private, and conferring."""
