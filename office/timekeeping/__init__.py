"""When people work and when they are away: what a booking is held against."""
