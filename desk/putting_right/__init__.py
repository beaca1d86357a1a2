"""Taking an honest mistake back: a review held by error, ended by error, a booking cancelled by error."""
