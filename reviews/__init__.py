"""Reviews: booking, holding, taking part, decisions, record."""
