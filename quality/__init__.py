"""Audits of practice, checklists, resource concerns, good practice, the service's activity."""
