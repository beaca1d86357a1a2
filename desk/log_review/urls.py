"""Addresses: Logging a review in one form, and what follows it."""

from django.urls import URLPattern, URLResolver

app_name = "log_review"
urlpatterns: list[URLPattern | URLResolver] = []
