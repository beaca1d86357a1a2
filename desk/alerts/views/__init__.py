"""Pages of safety alerts."""
