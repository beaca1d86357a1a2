"""A datetime put into a DateField loses its time and its time zone without a word: in the tests it fails."""

import datetime
from typing import Any

import pytest
from django.db import models


class DatetimeInDateFieldError(TypeError):
    """A datetime was given where a date belongs."""


def install(patch: pytest.MonkeyPatch) -> None:
    """Make every DateField refuse a datetime, in saving and in looking up."""
    original = models.DateField.get_prep_value

    def get_prep_value(self: "models.DateField[Any, Any]", value: Any) -> Any:
        if isinstance(value, datetime.datetime) and not isinstance(self, models.DateTimeField):
            message = f"{self} was given the datetime {value!r}; give it a date"
            raise DatetimeInDateFieldError(message)
        return original(self, value)

    patch.setattr(models.DateField, "get_prep_value", get_prep_value)
