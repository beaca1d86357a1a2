"""Addresses: whose views are to be sought."""

from django.urls import URLPattern, URLResolver, path

from desk.views_due import views

app_name = "views_due"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.due, name="due"),
]
