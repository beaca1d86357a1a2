"""Whose views are to be sought before a review in the next eight weeks."""
