"""A form that is sent twice (a double click, a reload, a repeated request) does its work once.

if form.is_valid():
    return redirect(once(form.cleaned_data["form_key"], by=request.user, work=lambda: hold(form).get_absolute_url()))
"""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction

from accounts.models import User
from audit.actions import acting
from office.models import FormKey


def sent_before(form_key: str, *, by: User) -> str:
    """Return where the first sending of a form led, or "" when it was not sent before.

    Asked before every page that is sent: once its work is done a form may no longer be fit to be judged, nor its record
    to be seen by whoever sent it.
    """
    return FormKey.objects.filter(key=_key(form_key, by)).values_list("led_to", flat=True).first() or ""


def _key(form_key: uuid.UUID | str, by: User) -> str:
    return f"{by.pk}:{form_key}"[:64]


def once(form_key: uuid.UUID | str, *, by: User, work: Callable[[], str]) -> str:
    """Run `work` for the first sending of a form, and return the address it leads to; a second sending lands there too.

    form_key: the form's `FormKeyField`; it counts per person. work: does the writing and returns an address. When it
    raises, the key is not used up, so that the form can be put right and sent again.
    """
    key = _key(form_key, by)
    with transaction.atomic():
        try:
            # On PostgreSQL a second sending waits here until the first has committed; SQLite lets one write at a time.
            with transaction.atomic(), acting():
                used = FormKey.objects.create(key=key)
        except IntegrityError:
            return FormKey.objects.get(key=key).led_to
        address = work()
        with acting():
            FormKey.objects.filter(pk=used.pk).update(led_to=address)
    return address
