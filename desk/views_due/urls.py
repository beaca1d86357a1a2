"""Addresses: whose views are to be sought."""

from django.urls import URLPattern, URLResolver, path

from desk.views_due import taking_on, views

app_name = "views_due"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.due, name="due"),
    path("<int:pk>/take-on/", taking_on.take_on, name="take-on"),
    path("<int:pk>/give-back/", taking_on.give_back, name="give-back"),
]
