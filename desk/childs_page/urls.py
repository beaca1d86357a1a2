"""Addresses: the page that a child can read."""

from django.urls import URLPattern, URLResolver, path

from desk.childs_page import views

app_name = "childs_page"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", views.read, name="read"),
    path("<int:pk>/write/", views.write, name="write"),
    path("<int:pk>/give/", views.give, name="give"),
    path("<int:pk>/take-back/", views.take_back, name="take-back"),
]
