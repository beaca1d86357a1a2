"""Addresses: opening a record in an emergency, and judging why it was opened."""

from django.urls import URLPattern, URLResolver, path

from desk.break_glass import judging, views

app_name = "break_glass"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.open_page, name="open"),
    path("<int:pk>/end/", views.end, name="end"),
    path("opened/", judging.opened, name="opened"),
    path("opened/<int:pk>/", judging.judge, name="judge"),
    path("opened/<int:pk>/end/", judging.end, name="end-for-them"),
]
