"""The shape of the tables: nothing cascades from a case record, every rule speaks, migrations are named."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

CASE_APPS = ("accounts", "children", "reviews", "participation", "disputes", "quality", "reporting")
OWN_APPS = (*CASE_APPS, "audit", "office", "desk")
# What belongs to a person's session and goes with the account.
MAY_CASCADE = {("office.Draft", "user")}


def own_models():
    """Return the project's models."""
    return [model for label in OWN_APPS for model in apps.get_app_config(label).get_models()]


def test_nothing_is_deleted_along_with_something_else():
    cascading = {
        (model._meta.label, field.name)
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is not models.PROTECT
    }
    assert cascading - {key for key in cascading if "_" in key[0].split(".")[1]} == MAY_CASCADE


def test_every_rule_of_shape_says_its_sentence():
    silent = [
        f"{model._meta.label}: {constraint.name}"
        for model in own_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        and constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def test_every_model_has_an_order():
    unordered = [model._meta.label for model in own_models() if not model._meta.ordering]
    assert unordered == ["office.AuthoritySettings"]  # one row has no order


def test_migrations_are_named():
    root = Path(__file__).resolve().parents[2]
    names = [path.stem for app in OWN_APPS for path in (root / app / "migrations").glob("0*.py")]
    assert [name for name in names if not re.fullmatch(r"\d{4}_(?!auto_|initial$)[a-z0-9_]+", name)] == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
