"""Addresses: restricted records and conflicts of interest."""

from django.urls import URLPattern, URLResolver, path

from desk.confidential.views import declaring, reading, register, requests, restricting

app_name = "confidential"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", restricting.kept, name="kept"),
    path("restrict/", restricting.restrict, name="restrict"),
    path("<int:pk>/", restricting.restriction, name="restriction"),
    path("<int:pk>/add/", restricting.add, name="add"),
    path("<int:pk>/again/", restricting.look_again, name="look-again"),
    path("<int:pk>/lift/", restricting.lift, name="lift"),
    path("listed/<int:pk>/remove/", restricting.remove, name="remove"),
    path("requests/", requests.waiting, name="requests"),
    path("requests/<int:pk>/decline/", requests.decline, name="decline"),
    path("ask/<int:pk>/", requests.ask, name="ask"),
    path("declare/", declaring.declare, name="declare"),
    path("mine/", declaring.mine, name="mine"),
    path("register/", register.register, name="register"),
    path("register/add/", register.add, name="register-add"),
    path("register/<int:pk>/place/", register.place, name="place"),
    path("register/<int:pk>/nobody/", register.nobody, name="nobody"),
    path("register/<int:pk>/end/", register.end, name="end-conflict"),
    path("reads/", reading.reads, name="reads"),
]
