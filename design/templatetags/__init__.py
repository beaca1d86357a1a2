"""Template tags of the design app."""
