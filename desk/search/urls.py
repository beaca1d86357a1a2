"""Addresses: Search over what one may see."""

from django.urls import URLPattern, URLResolver, path

from desk.search import views

app_name = "search"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.results, name="results"),
]
