"""Forms filled with the child, or keyed from paper, and what came in: read, set right beside it, and over time."""
