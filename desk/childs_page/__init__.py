"""What was decided at a review, on a page that its child can read."""
