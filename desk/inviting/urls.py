"""Addresses: invitations and papers."""

from django.urls import URLPattern, URLResolver, path

from desk.inviting import views

app_name = "inviting"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.invitations, name="list"),
    path("undelivered/", views.undelivered, name="undelivered"),
    path("papers/", views.papers, name="papers"),
    path("review/<int:pk>/", views.review, name="review"),
    path("review/<int:pk>/list/", views.propose, name="propose"),
    path("review/<int:pk>/professional/", views.add, name="add"),
    path("review/<int:pk>/send/", views.send, name="send"),
    path("review/<int:pk>/letters/", views.letters, name="letters"),
    path("review/<int:pk>/posted/", views.posted, name="posted"),
    path("review/<int:pk>/paper/", views.paper, name="paper"),
    path("review/<int:pk>/remind/", views.chase, name="chase"),
    path("<int:pk>/not-invited/", views.leave_out, name="leave-out"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/did-not-arrive/", views.bounce, name="bounce"),
    path("<int:pk>/address/", views.mend, name="mend"),
    path("<int:pk>/letter/", views.letter, name="letter"),
    path("reply/<str:token>/", views.reply, name="reply"),
]
