"""Addresses: The support worker's pages: notifications, changes, reviews to arrange, records to distribute."""

from django.urls import URLPattern, URLResolver

app_name = "arranging"
urlpatterns: list[URLPattern | URLResolver] = []
