"""My caseload as rows: a line for each child, as the page chooses and sorts them."""

import datetime

from accounts.models import User
from design.formats import day
from desk.caseload.my_children import SHOWS, chosen_of, lines_of, shown_and_sorted
from desk.caseload.rows import Caseload, Matters, Past, read_caseload
from desk.deadlines import deadlines
from desk.words import placement_words
from exchange.lists import Params, Row, Sheet
from statute.ages import age_on
from statute.codes import participation_sentence

COLUMNS = (
    "Child", "Id", "Age", "Placement", "Since", "Next review due", "Booked for", "Last spoken to",
    "How they took part last", "Open decisions", "Decisions late", "Open disputes",
)  # fmt: skip


def my_children(user: User, params: Params, today: datetime.date) -> Sheet:
    """Return the children of an IRO's caseload."""
    when, caseload = deadlines(today), read_caseload(user, today)
    show, order = shown_and_sorted(params)
    chosen = chosen_of(lines_of(caseload, when), show, order, when)
    children = {child.pk: child for child in caseload.children}
    nexts = {review.child_id: review for review in reversed(caseload.open_reviews)}
    rows = []
    for line in chosen:
        review, spoken_on = nexts.get(line.child_id), day(line.spoken_on)
        cells = (
            line.name,
            children[line.child_id].local_id,
            age_on(children[line.child_id].date_of_birth, today),
            *_placement(caseload, line.child_id),
            day(line.due_on),
            day(review.booked__on) if review else "",
            spoken_on,
            *_past_and_open(caseload, line.child_id),
        )
        rows.append(Row(line.child_id, line.child_id, cells))
    return Sheet(f"My caseload: {SHOWS[show].lower()}" if show else "My caseload", COLUMNS, rows)


def _placement(caseload: Caseload, child_id: int) -> tuple[str, str]:
    found = caseload.placements.get(child_id)
    return (placement_words(found.code), day(found.since)) if found else ("Not recorded", "")


def _past_and_open(caseload: Caseload, child_id: int) -> tuple[str, int, int, int]:
    past, matters = caseload.past.get(child_id, Past()), caseload.matters.get(child_id, Matters())
    took_part = participation_sentence(past.participation_code) if past.participation_code else "No review yet"
    return took_part, matters.open, matters.late, caseload.disputes_of.get(child_id, 0)
