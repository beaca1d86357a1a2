"""What is mine today: as a page, and as one mail each working day that names no child."""
