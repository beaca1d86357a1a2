"""Addresses: the officer's forms, and what was said on those that came in."""

from django.urls import URLPattern, URLResolver, path

from desk.filling import fill, lists, sent, taking_on, words

app_name = "filling"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.due, name="due"),
    path("<int:pk>/take-on/", taking_on.take_on_form, name="take-on"),
    path("<int:pk>/give-back/", taking_on.give_back_form, name="give-back"),
    path("<int:pk>/face-to-face/", fill.face_to_face, name="face-to-face"),
    path("<int:pk>/paper/", fill.paper, name="paper"),
    path("sent/<int:pk>/", sent.read, name="sent"),
    path("sent/<int:pk>/correction/", sent.correct, name="correct"),
    path("child/<int:pk>/words/", words.over_time, name="words"),
]
