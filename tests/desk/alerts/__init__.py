"""Tests of the pages of safety alerts."""
