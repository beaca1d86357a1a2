"""Addresses: who has looked, the access log, unusual access."""

from django.urls import URLPattern, URLResolver, path

from desk.looking import history, home, unusual, views

app_name = "looking"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.overview, name="overview"),
    path("events/", views.events, name="events"),
    path("about/<int:pk>/", views.about, name="about"),
    path("child/<int:pk>/", views.who, name="who"),
    path("child/<int:pk>/history/", history.history, name="history"),
    path("child/<int:pk>/statement/", views.statement, name="statement"),
    path("where-you-live/", home.home, name="home"),
    path("unusual/", unusual.unusual, name="unusual"),
    path("unusual/<int:pk>/", unusual.judge, name="judge"),
]
