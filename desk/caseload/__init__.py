"""An IRO's working day in one screen."""
