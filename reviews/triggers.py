"""Histories of reviews that the database lets nobody rewrite."""

from audit.triggers import append_only

STATUS_CHANGES = append_only("reviews_reviewstatuschange")
DUE_DATE_CHANGES = append_only("reviews_duedatechange")
CORRECTIONS = append_only("reviews_reviewcorrection")
