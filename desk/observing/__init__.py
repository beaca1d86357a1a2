"""Stop, Look and Listen: what is seen and heard, before a review, of a child who does not speak."""
