"""Browsers of people who are signed in."""

import time

from django.conf import settings
from django.test import Client

from accounts.confirming import CONFIRMED_AT
from accounts.models import User


def confirmed(client: Client) -> Client:
    """Return the client, whose person has just confirmed who they are."""
    session = client.session
    session[CONFIRMED_AT] = time.time()
    session.save()
    return client


def confirmed_client(person: User) -> Client:
    """Return a client in which somebody is signed in who has just confirmed who they are."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return confirmed(client)
