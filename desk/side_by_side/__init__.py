"""What the child said before a review beside what the social worker recorded about the same."""
