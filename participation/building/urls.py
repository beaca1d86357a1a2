"""Addresses: the forms, their versions and the questions of these."""

from django.urls import URLPattern, URLResolver, path

from participation.building.views import lists, questions, versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.forms_list, name="forms"),
    path("new/", lists.new_form, name="new-form"),
    path("standard/", lists.standard, name="standard-forms"),
    path("<int:pk>/", lists.form_page_of, name="form"),
    path("<int:pk>/next/", lists.begin, name="begin-version"),
    path("version/<int:pk>/", versions.version, name="version"),
    path("version/<int:pk>/words/", versions.words, name="version-words"),
    path("version/<int:pk>/preview/", versions.preview, name="preview"),
    path("version/<int:pk>/compare/", versions.compare, name="compare"),
    path("version/<int:pk>/publish/", versions.publish, name="publish"),
    path("version/<int:pk>/retire/", versions.retire, name="retire"),
    path("version/<int:pk>/question/", questions.add, name="add-question"),
    path("question/<int:pk>/", questions.change, name="change-question"),
    path("question/<int:pk>/answers/", questions.answers_of, name="answers"),
    path("question/<int:pk>/move/", questions.move, name="move-question"),
    path("question/<int:pk>/remove/", questions.remove, name="remove-question"),
]
