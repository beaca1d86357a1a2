"""Addresses: The page of one child: who, where, what was promised, what comes next."""

from django.urls import URLPattern, URLResolver

app_name = "child"
urlpatterns: list[URLPattern | URLResolver] = []
