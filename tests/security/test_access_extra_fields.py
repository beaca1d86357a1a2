"""C14: a form that is sent with a field for every column there is writes its own questions and nothing else."""

from collections import Counter

import pytest
from django.db import models, transaction

from accounts.enums import Role
from audit.actions import acting
from children.models import PersonAroundChild
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from office.models import Draft
from tests.security.addresses import address_of
from tests.security.answers import body_of, same_again
from tests.security.rows import case_models, noting_writes
from tests.security.sending import forms_of
from tests.security.world import Kind

# What stands nowhere in the world, by kind of column.
WORD, DAY, NUMBER = "Qzservice9999x", "1901-02-03", "8675309"
STRANGE = (WORD, "1901-02-03", "datetime.date(1901, 2, 3)", NUMBER)
# Between them they open every form there is; each form is sent by the first who may.
SENDERS = [
    Role.IRO,
    Role.MANAGER,
    Role.SYSTEM_ADMINISTRATOR,
    Role.SUPPORT_WORKER,
    Role.INFORMATION_GOVERNANCE,
    Role.SOCIAL_WORKER,
    Role.OPERATIONAL_MANAGER,
    Role.CONSULTATION_OFFICER,
]
OPENED, ERROR = 200, 500


def strange_value(field):
    """Return a value for a column that would be recognised in its row."""
    if isinstance(field, models.DateField):
        return DAY
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.ForeignKey | models.IntegerField | models.DecimalField):
        return NUMBER
    return WORD


EVERY_COLUMN = {
    name: strange_value(field)
    for model in case_models()
    for field in model._meta.concrete_fields
    for name in {field.name, field.attname}
}


def strange_rows(written):
    """Return the columns of every row of some tables in which a value stands that was sent beside the form's own."""
    return {
        (model.__name__, name)
        for model in case_models()
        # What somebody typed is kept for them alone, whatever it was.
        if model._meta.db_table in written and model is not Draft
        for row in model._default_manager.values()
        for name, value in row.items()
        if any(strange in repr(value) for strange in STRANGE)
    }


def answers_of_yes_and_no():
    """Return how often each combination of yes and no stands in each table."""
    return {
        model.__name__: Counter(model._default_manager.values_list(*names))
        for model in case_models()
        if (names := [each.name for each in model._meta.concrete_fields if isinstance(each, models.BooleanField)])
    }


def opens(who, page):
    return answer_to(who, page, Kind.MINE if page.rule.record else None) is Answer.OPEN and not page.rule.public


def forms_open_to(world, who, client):
    """Yield every form that somebody may send and nobody before them: its page, where it goes, what it sends."""
    before = SENDERS[: SENDERS.index(who)]
    for page in pages():
        if not opens(who, page) or any(opens(other, page) for other in before):
            continue
        kind = Kind.MINE if page.rule.record else None
        address = address_of(page, world, kind)
        response = same_again(client).get(address)
        if response.status_code == OPENED and "html" in response.headers.get("Content-Type", ""):
            for form in forms_of(body_of(response)):
                yield page.name, form.action or address, form.data
        body_of(response)


def sent(client, address, data):
    """Send a form, take it back, and return the status, whether it wrote, and what stands in the rows.

    What it did not write to holds what the world holds, in which nothing strange stands.
    """
    mark = transaction.savepoint()
    with noting_writes() as written:
        response = same_again(client).post(address, data)
    body_of(response)
    stands = strange_rows(written), answers_of_yes_and_no()
    transaction.savepoint_rollback(mark)
    return response.status_code, bool(written), stands


@pytest.mark.parametrize("who", SENDERS)
def test_c14_field_that_a_form_does_not_ask_for_is_not_written(world, who):
    client, wrong, wrote = world.client(who), [], 0
    for name, address, data in forms_open_to(world, who, client):
        usual, did, plain = sent(client, address, data)
        more = {field: value for field, value in EVERY_COLUMN.items() if field not in data}
        status, _did, stands = sent(client, address, more | data)
        wrote += did
        # A name that another step of the same form asks for may be refused; then nothing is written at all.
        if status >= ERROR or stands[0] or (status == usual and stands != plain):
            wrong.append((name, status, stands[0]))
    assert wrong == []
    assert wrote >= {Role.IRO: 20, Role.MANAGER: 10, Role.SYSTEM_ADMINISTRATOR: 2}.get(who, 0)


def test_c14_nothing_strange_stands_in_the_world(world):
    assert strange_rows({model._meta.db_table for model in case_models()}) == set()


def test_c14_every_form_is_sent_by_somebody():
    assert [
        page.name
        for page in pages()
        if any(opens(role, page) for role in Role) and not any(opens(who, page) for who in SENDERS)
    ] == []


def test_c14_mass_assignment_is_found(world, monkeypatch):
    def record_person(*, child, by, **facts):
        with acting():
            return PersonAroundChild.objects.create(child=child, full_name="Somebody", relationship="other", phone=WORD)

    monkeypatch.setattr("desk.arranging.views.changes.children.record_person", record_person)
    client = world.client(Role.MANAGER)
    address, data = next(
        (address, data)
        for name, address, data in forms_open_to(world, Role.MANAGER, client)
        if name == "arranging:person"
    )
    assert sent(client, address, data)[2][0] == {("PersonAroundChild", "phone")}
