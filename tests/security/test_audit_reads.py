"""C15: whatever a page shows about a child, the log names that child; and an attempt that failed is in the log too."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from audit.models import AuditEvent
from audit.reading import saw_only_figures
from iro_service.access_exceptions import Answer
from iro_service.access_matrix import answer_to, pages
from iro_service.asked_for import MOST_NAMED
from tests.security.crawling import ID
from tests.security.observing import ask_everything, fields_of_words, observed
from tests.security.reach import in_reach
from tests.security.world import Kind

# A form that comes back with what is wrong shows the child as much as one that opens.
SHOWN = (200, 409, 422)


def unlogged_readings(world, everything):
    """Return of all that somebody was shown what tells of a child whom the log does not name, and how much was read."""
    words, unlogged, reading = fields_of_words(world), [], 0
    cases = {kind: {case.child.pk, case.other.pk} for kind, case in world.cases.items()}
    for seen in everything:
        # What belongs to no child (why an IRO is away, say) tells of none.
        shown = {words[word][1] for word in seen.shown if word in words} - {None}
        missing = shown - seen.children_logged
        unnamed = seen.kind and seen.status in SHOWN and not cases[seen.kind] & seen.children_logged
        reading += bool(seen.read)
        if missing or unnamed:
            unlogged.append((seen.method, seen.page, seen.kind, seen.status, sorted(missing)))
    return unlogged, reading


@pytest.mark.parametrize("who", list(Role))
def test_c15_every_child_that_a_page_shows_is_named_in_the_log(world, who, asked_by):
    unlogged, reading = unlogged_readings(world, asked_by(who).shown_to(who))
    assert unlogged == []
    assert bool(reading) == (who not in {Role.PANEL_MEMBER, Role.SYSTEM_ADMINISTRATOR})


def test_c15_list_that_names_nobody_in_the_log_is_found(world, monkeypatch):
    monkeypatch.setattr("desk.child.views.saw_all", lambda request, _rows: saw_only_figures(request))
    who = Role.SOCIAL_WORKER
    unlogged, _reading = unlogged_readings(world, ask_everything(world, who, "child:").shown_to(who))
    assert ("get", "child:list", None, 200) in {each[:4] for each in unlogged}


@pytest.mark.parametrize("who", [role for role in Role if in_reach(role)])
def test_c15_failed_attempt_is_in_the_log_with_the_id_that_was_asked_for(world, who, asked_by):
    asked, unlogged = asked_by(who), []
    for page in pages():
        if not page.rule.record or answer_to(who, page, Kind.RESTRICTED) is Answer.OPEN:
            continue
        seen = asked.cells[page.name, Kind.RESTRICTED]
        asked_for = int(ID.findall(seen.address)[-1])
        kept = [(event.kind, event.verb, event.subject_id, event.actor_id) for event in seen.logged]
        wanted = (AuditEvent.Kind.REFUSED, page.name, asked_for, world.user(who).pk)
        if kept != [wanted]:
            unlogged.append((page.name, seen.status, kept))
    assert unlogged == []


def test_c15_failed_attempt_at_several_records_names_each_of_them(world):
    client, hidden = world.client(Role.SUPPORT_WORKER), world.cases[Kind.RESTRICTED].to_arrange.pk
    asked_for = [world.cases[Kind.MINE].to_arrange.pk, hidden, hidden + 5000]
    seen = observed(client, "get", reverse("arranging:several", args=["-".join(map(str, asked_for))]), "", None)
    noted = {event.subject_id for event in seen.logged if event.kind == AuditEvent.Kind.REFUSED}
    assert (seen.status, len(seen.logged), noted) == (404, 3, set(asked_for))


def test_c15_attempt_at_more_records_than_a_page_takes_adds_no_more_rows_than_that(world):
    address = reverse("arranging:several", args=["-".join(map(str, range(1, 200)))])
    seen = observed(world.client(Role.DIRECTOR), "get", f"{address}", "", None)
    assert (seen.status, len(seen.logged)) == (403, MOST_NAMED)


def test_c15_number_that_no_record_can_have_is_noted_as_none(world):
    address = reverse("arranging:several", args=[f"{2**63}-{'9' * 5000}-x"])
    seen = observed(world.client(Role.DIRECTOR), "get", address, "", None)
    assert [(event.kind, event.subject_id) for event in seen.logged] == [(AuditEvent.Kind.REFUSED, None)]


def test_c15_search_is_in_the_log_with_whom_it_found_and_without_its_words(world):
    child = world.cases[Kind.MINE].child
    address = f"{reverse('search:results')}?q={child.last_name}"
    seen = observed(world.client(Role.IRO), "get", address, "search:results", None)
    assert [(event.kind, event.child_ids, event.row_count) for event in seen.logged] == [
        (AuditEvent.Kind.SEARCH, [child.pk], 1)
    ]
    assert child.last_name.lower() not in str(vars(seen.logged[0])).lower()
