"""Consultation answers and advocacy."""
