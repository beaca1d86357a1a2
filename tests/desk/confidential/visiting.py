"""Words for tests of these pages."""

from django.test import Client

KEY = "0d2f5b0e-6c1c-4f3e-9d2c-0000000000"


def signed_in(user):
    """Return a client in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response):
    """Return what a page says."""
    return response.content.decode()
