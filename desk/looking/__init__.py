"""Who has looked at a child's record, the access log, and unusual access: for those who look after trust in it."""
