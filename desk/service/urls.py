"""Addresses: the manager's pages."""

from django.urls import URLPattern, URLResolver, path

from desk.service import panels, views

app_name = "service"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.service_today, name="today"),
    path("list/<slug:key>/", views.list_behind, name="list"),
    path("allocate/<int:pk>/", views.allocate, name="allocate"),
    path("correct/<int:pk>/", views.correct, name="correct"),
    path("void/<int:pk>/", views.void, name="void"),
    path("end/<int:pk>/", views.end, name="end"),
    path("panel/<int:pk>/", panels.hold_panel, name="hold-panel"),
]
