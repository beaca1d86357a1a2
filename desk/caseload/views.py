"""My caseload: what an IRO must do, for which child, by when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import access
from accounts.permissions import Capability
from audit.reading import saw
from design import formats
from desk.after_review.waiting import waiting_for_iro
from desk.alerts.waiting import alerts_first
from desk.caseload.monday import ON_ONE_SCREEN, Task, task_table, tasks_of, told_table, waiting_of
from desk.caseload.my_children import SHOWS, belongs, child_table, chosen_of, lines_of, shown_and_sorted
from desk.caseload.rows import read_caseload
from desk.caseload.strip import strip_of
from desk.deadlines import deadlines
from office import clock


@access(Capability.SEE_OWN_CASELOAD)
def mine(request: HttpRequest) -> HttpResponse:
    """Show an IRO's working day in one screen, and the children they are responsible for."""
    when = deadlines(clock.today())
    caseload = read_caseload(request.user, when.today)
    tasks = tasks_of(caseload, request.user.pk, when)
    waiting = waiting_of(caseload, when)
    lines = lines_of(caseload, when)
    show, order = shown_and_sorted(request.GET)
    chosen = chosen_of(lines, show, order, when)
    soon = [task for task in tasks if task.is_soon]
    later = [task for task in tasks if not task.is_soon and task.by and task.by <= when.soon_until]
    saw(request, *(line.child_id for line in lines), *(task.child_id for task in (*tasks, *waiting)))
    context = {
        "heading": "My caseload",
        "alerts": alerts_first(request),
        "strip": strip_of(caseload, when),
        "soon": task_table(
            f"This week: {formats.counted(len(soon), 'thing')} to do", soon[:ON_ONE_SCREEN], when, table_id="this-week"
        ),
        "more": task_table("More this week", soon[ON_ONE_SCREEN:], when, table_id="more-this-week"),
        "told": told_table(caseload.between.events),
        "waiting": task_table(_waiting_words(waiting), waiting, when, table_id="waiting"),
        "later": task_table("Later this month", later, when, table_id="later"),
        "shows": [
            {
                "text": f"{words} ({sum(belongs(line, key, when) for line in lines)})",
                "href": f"?show={key}&sort={order}#my-children",
                "current": key == show,
            }
            for key, words in SHOWS.items()
        ],
        "table": child_table(chosen, order, f"show={show}&" if show else ""),
        "has_children": bool(lines),
        "afterwards": waiting_for_iro(request.user),
    }
    return render(request, "desk/caseload/mine.html", context)


def _waiting_words(waiting: list[Task]) -> str:
    mine = sum(task.is_soon for task in waiting)
    return f"{formats.counted(len(waiting), 'open dispute')}, {mine or 'none'} waiting on me"
