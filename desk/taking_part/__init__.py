"""How children and parents take part: what is tried, planned, offered and relayed; and parents who stay away."""
