"""Addresses: the child's answer beside the social worker's record."""

from django.urls import URLPattern, URLResolver, path

from desk.side_by_side import views

app_name = "side_by_side"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", views.compare, name="compare"),
    path("<int:pk>/how-i-see-it/", views.record, name="record"),
]
