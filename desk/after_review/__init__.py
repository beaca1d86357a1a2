"""After the review: decisions challenged and carried out, the letter to the child, who gets the record, filing it."""
