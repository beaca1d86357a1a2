"""Figures, periodic reports, the annual report and its publication."""
