"""Addresses of what leaves the system: lists as files, and calendars."""

from django.urls import URLPattern, URLResolver, path

from exchange.views import calendars, lists

app_name = "exchange"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lists/<slug:name>/", lists.take_list, name="take-list"),
    path("taken/<int:pk>/", lists.taken, name="taken"),
    path("taken/<int:pk>/file/", lists.file, name="file"),
    path("calendar/", calendars.calendar, name="calendar"),
    path("calendar/stop/", calendars.stop, name="stop-calendar"),
    path("calendar/<str:token>.ics", calendars.feed, name="feed"),
]
