"""Addresses of the participation pages."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "participation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("forms/", include("participation.building.urls")),
]
