"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who work here: users, posts, teams, roles, permissions, visibility, sign-in."""

    name = "accounts"
