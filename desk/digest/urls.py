"""Addresses: what is mine today, and what of it comes by mail."""

from django.urls import URLPattern, URLResolver, path

from desk.digest import views

app_name = "digest"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.today, name="today"),
    path("changed/", views.changed, name="changed"),
    path("reminders/", views.preferences, name="preferences"),
]
