"""Addresses of the pages that bring it all together."""

from django.urls import URLPattern, URLResolver, path

from desk import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
]
