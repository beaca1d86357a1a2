"""Every write is an action: decorated, attributed, audited. Each guard is shown to bite on a planted violation."""

import ast

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from accounts.access import public
from audit.guard import StrayWriteError
from reviews.models import Venue
from tests.architecture.sources import is_actions, modules
from tests.factories import make_team

WRITES = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
# Files that may write beside actions, each with its reason.
ALLOWED = {
    "audit/actions.py": "the log itself",
    "office/versions.py": "the compare-and-swap that actions call",
    "accounts/querysets.py": "makes accounts for the action",
    "accounts/sign_in/lockout.py": "the counters of failed sign-ins",
    "accounts/sign_in/second_factor.py": "a code that is used up, and what the actions of the second factor call",
    "accounts/sign_in/sessions.py": "the list of sessions that goes with Django's own",
}


def undecorated(tree: ast.Module) -> list[str]:
    """Return the public functions of an actions module that write and are not actions."""
    return [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "by" in {argument.arg for argument in node.args.kwonlyargs}
        and not any(isinstance(d, ast.Call) and getattr(d.func, "id", "") == "action" for d in node.decorator_list)
    ]


def writes(tree: ast.Module) -> list[int]:
    """Return the lines of calls that write through a manager or a queryset (`Model.objects...create(...)`)."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and ".objects" in ast.unparse(node.func)
    ]


def test_every_act_of_an_actions_module_is_decorated():
    strays = {path: undecorated(tree) for path, tree in modules() if is_actions(path) and path != "audit/actions.py"}
    assert {path: names for path, names in strays.items() if names and not path.endswith("/steps.py")} == {}


def test_undecorated_act_is_found():
    planted = ast.parse("def hold_review(*, review, by):\n    review.save()\n")
    assert undecorated(planted) == ["hold_review"]


def test_no_module_writes_beside_actions():
    strays = {
        path: lines
        for path, tree in modules()
        if not is_actions(path) and path not in ALLOWED and not path.startswith(("desk/demonstration/", "office/"))
        if (lines := writes(tree))
    }
    assert strays == {}


def test_write_in_a_view_is_found():
    assert writes(ast.parse("def view(request):\n    Venue.objects.filter(pk=1).update(name='x')\n")) == [2]


@public
def stray(request):
    """Write a case record from a view, without an action: planted."""
    Venue.objects.create(name="Planted")
    return HttpResponse("done")


@public
def lawful(request):
    """Write a case record through an action."""
    make_team("Through an action")
    return HttpResponse("done")


urlpatterns = [path("stray/", stray), path("lawful/", lawful)]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_write_outside_an_action_is_refused_at_run_time():
    with pytest.raises(StrayWriteError, match="reviews_venue"):
        Client().post("/stray/")


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_write_inside_an_action_is_let_through():
    assert Client().post("/lawful/").content == b"done"
