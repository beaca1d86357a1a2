"""Addresses: taking an honest mistake back."""

from django.urls import URLPattern, URLResolver, path

from desk.putting_right import views

app_name = "putting_right"
urlpatterns: list[URLPattern | URLResolver] = [
    path("completion/<int:pk>/", views.completion, name="completion"),
    path("meeting/<int:pk>/", views.meeting, name="meeting"),
    path("ending/<int:pk>/", views.ending, name="ending"),
    path("booking/<int:pk>/", views.booking, name="booking"),
]
