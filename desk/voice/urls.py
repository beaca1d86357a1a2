"""Addresses: filling a consultation form by a personal link."""

from django.urls import URLPattern, URLResolver, path

from desk.voice import preview, views

app_name = "voice"
urlpatterns: list[URLPattern | URLResolver] = [
    path("thanks/", views.thanks, name="thanks"),
    path("stopped/", views.stopped, name="stopped"),
    path("preview/<int:pk>/", preview.preview, name="preview"),
    path("preview/<int:pk>/<int:number>/", preview.preview, name="preview-question"),
    path("<str:token>/", views.greeting, name="greeting"),
    path("<str:token>/question/<int:number>/", views.question, name="question"),
    path("<str:token>/check/", views.check, name="check"),
]
