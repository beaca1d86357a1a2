"""Addresses: the social worker's children and the decisions about them."""

from django.urls import URLPattern, URLResolver, path

from desk.my_children import views

app_name = "my_children"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.mine, name="mine"),
    path("decisions/", views.decisions, name="decisions"),
]
