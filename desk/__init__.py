"""The pages that bring it all together."""
