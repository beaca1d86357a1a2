"""Addresses: An IRO's working day in one screen."""

from django.urls import URLPattern, URLResolver, path

from desk.caseload import views

app_name = "caseload"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mine, name="mine"),
]
