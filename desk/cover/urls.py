"""Addresses: cover, and chairing a colleague's review on the day."""

from django.urls import URLPattern, URLResolver, path

from desk.cover import chairing, views

app_name = "cover"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.cover, name="list"),
    path("arrange/", views.arrange, name="arrange"),
    path("arrange/<int:child_pk>/", views.arrange_for_child, name="arrange-for-child"),
    path("<int:pk>/", views.change, name="change"),
    path("<int:pk>/end/", views.end, name="end"),
    path("today/", chairing.today, name="today"),
    path("today/<int:pk>/", chairing.chair, name="chair"),
    path("taken/", chairing.taken, name="taken"),
]
