"""Which records the forms of a page can name: by the questions of their fields, by the numbers that stand in them."""

from typing import Any

from django.db import models
from django.forms import BaseForm, ModelChoiceField
from django.forms.formsets import BaseFormSet

from accounts.declared import Whose
from tests.security.reach import out_of_reach
from tests.security.sending import Form

Ids = dict[int, tuple[type[models.Model], Whose]]


def forms_in(response: Any) -> list[BaseForm]:
    """Return every form that a page was made of, those of its sets of rows included."""
    found: list[BaseForm] = []
    for part in response.context or ():
        for layer in getattr(part, "dicts", (part,)):
            for value in layer.values():
                if isinstance(value, BaseFormSet):
                    found += [*value.forms, value.empty_form]
                elif isinstance(value, BaseForm):
                    found.append(value)
    return found


def records_asked_for(response: Any, form: Form, ids: Ids) -> dict[str, tuple[type[models.Model], set[int]]]:
    """Return of every question that is answered with a record of a child: the model, and the ids that it offers."""
    asked: dict[str, tuple[type[models.Model], set[int]]] = {}
    for each in forms_in(response):
        for name, field in each.fields.items():
            if isinstance(field, ModelChoiceField) and field.queryset is not None:
                offered = set(field.queryset.values_list("pk", flat=True))
                asked[each.add_prefix(name)] = field.queryset.model, offered
    for name, values in form.offers.items():
        offered = {int(value) for value in values if value.isdecimal() and int(value) in ids}
        if offered:
            asked[name] = ids[min(offered)][0], offered
    return asked


def foreign_ids(ids: Ids, who: str) -> dict[type[models.Model], list[int]]:
    """Return the ids of every model about a child that is out of somebody's reach: one of each kind."""
    beyond = out_of_reach(who)
    found: dict[type[models.Model], dict[Whose, int]] = {}
    for pk, (model, kind) in ids.items():
        if kind in beyond:
            found.setdefault(model, {}).setdefault(kind, pk)
    return {model: list(kinds.values()) for model, kinds in found.items()}
