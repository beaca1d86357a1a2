"""Restricted records, the register of conflicts of interest, and who has read what is restricted."""
