"""Addresses: themes of what people write."""

from django.urls import URLPattern, URLResolver, path

from desk.themes import keeping, views

app_name = "themes"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.table, name="table"),
    path("words/", views.words, name="words"),
    path("next/", views.following, name="next"),
    path("code/<int:pk>/", views.code, name="code"),
    path("coding/<int:pk>/take-back/", views.take_back, name="take-back"),
    path("list/", keeping.listed, name="list"),
    path("list/add/", keeping.add, name="add"),
    path("list/<int:pk>/retire/", keeping.retire, name="retire"),
    path("list/<int:pk>/again/", keeping.again, name="again"),
]
