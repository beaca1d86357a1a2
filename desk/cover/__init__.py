"""Cover for IROs who are away, from a day until a day; and chairing a colleague's review on the day."""
