"""Children looked after, the people around them, periods of care, episodes and allocations."""
