"""Addresses: The manager's pages: the service today, allocation, corrections."""

from django.urls import URLPattern, URLResolver

app_name = "service"
urlpatterns: list[URLPattern | URLResolver] = []
