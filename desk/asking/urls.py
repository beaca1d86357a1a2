"""Addresses: asking for views before a review."""

from django.urls import URLPattern, URLResolver, path

from desk.asking import views

app_name = "asking"
urlpatterns: list[URLPattern | URLResolver] = [
    path("review/<int:pk>/", views.review, name="review"),
    path("review/<int:pk>/ask/", views.ask, name="ask"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/e-mail/", views.mail, name="mail"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/again/", views.again, name="again"),
]
