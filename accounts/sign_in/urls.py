"""Addresses that allauth looks up by names of its own. Of its other pages none is routed."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import signing_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", signing_in.sign_in, name="account_login"),
    path("sign-in/code/", signing_in.give_code, name="mfa_authenticate"),
]
