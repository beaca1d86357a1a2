"""What somebody has typed and not yet sent. Theirs alone, found again by the form's key.

    draft = load_draft(user=request.user, key="reviews.log:41")
    form = LogForm(draft) if draft else LogForm(initial=...)
    if draft:
        form.hold()              # shows what was typed, without judging it yet
    ...
    discard_draft(user=request.user, key="reviews.log:41")     # once it was sent

Give the page `draft_url=reverse("office:draft")`, `draft_key` and `draft_saved`; `layouts/form.html` does the rest.
"""

import re
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.http import QueryDict

from accounts.models import User
from office.models import Draft

LARGEST_DRAFT_CHARACTERS = 200_000
MOST_DRAFTS_EACH = 100
KEY = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
# What belongs to one showing of a form and not to what was typed; a password is never kept.
NOT_KEPT = ("csrfmiddlewaretoken", "draft_key")
SECRET = "password"  # noqa: S105 - part of a field's name


class DraftRefusedError(ValueError):
    """The draft cannot be kept; the text says why."""


def save_draft(*, user: User, key: str, fields: Mapping[str, Sequence[str]]) -> Draft:
    """Keep what was typed, in place of what was kept under the key before.

    fields: each field's values. Raises DraftRefusedError for a strange key or more than 200,000 characters.
    """
    if not KEY.fullmatch(key):
        raise DraftRefusedError("This form has no proper key.")
    kept = {
        _storable(name): [_storable(str(value)) for value in values]
        for name, values in fields.items()
        if name not in NOT_KEPT and SECRET not in name.lower()
    }
    size = sum(len(name) + sum(len(value) for value in values) for name, values in kept.items())
    if size > LARGEST_DRAFT_CHARACTERS:
        raise DraftRefusedError("This is too long to be kept as a draft.")
    with transaction.atomic():
        draft, _made = Draft.objects.update_or_create(user=user, key=key, defaults={"fields": kept})
        newest = Draft.objects.filter(user=user).order_by("-saved_at", "-pk").values("pk")[:MOST_DRAFTS_EACH]
        Draft.objects.filter(user=user).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return draft


def _storable(text: str) -> str:
    """Return text as PostgreSQL's JSON can hold it: without null characters and halves of characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def load_draft(*, user: User, key: str) -> QueryDict | None:
    """Return what this person had typed into a form, as the form's data, or None."""
    draft = Draft.objects.filter(user=user, key=key).first()
    if draft is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, values)
    if "form_key" in data:
        # A new showing of the form is a new sending; the old key may have been used.
        data["form_key"] = str(uuid.uuid4())
    return data


def discard_draft(*, user: User, key: str) -> None:
    """Forget a draft once its form was sent."""
    Draft.objects.filter(user=user, key=key).delete()
