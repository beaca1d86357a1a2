"""Search over what one may see."""
