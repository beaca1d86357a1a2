"""Addresses: An IRO's working day in one screen."""

from django.urls import URLPattern, URLResolver

app_name = "caseload"
urlpatterns: list[URLPattern | URLResolver] = []
