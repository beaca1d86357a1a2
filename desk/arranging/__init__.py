"""The support worker's pages: notifications, changes, reviews to arrange, records to distribute."""
