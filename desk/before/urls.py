"""Addresses: before a review."""

from django.urls import URLPattern, URLResolver, path

from desk.before import views

app_name = "before"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/attempt/", views.attempt, name="attempt"),
    path("<int:pk>/confer/", views.confer, name="confer"),
    path("<int:pk>/in-confidence/", views.in_confidence, name="in-confidence"),
]
