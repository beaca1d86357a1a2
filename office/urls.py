"""Addresses of the office pages."""

from django.urls import URLPattern, URLResolver, path

from office import views

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("draft/", views.draft, name="draft"),
]
