"""The pages of how children and parents take part."""
