"""Every page of the project is known to the world: a page with an id and no line in the list fails here."""

import pytest
from django.http import HttpResponse
from django.urls import include, path

from accounts.access import signed_in
from iro_service.access_matrix import pages
from tests.security.addresses import OF_CASES, OF_SERVICE, QUERIES, address_of
from tests.security.world import CANARY, Kind, canaries_in


@signed_in
def unlisted(request, pk):
    """Answer at an address that the list does not know: planted."""
    return HttpResponse(pk)


urlpatterns = [path("", include("iro_service.urls")), path("unlisted/<int:pk>/", unlisted, name="unlisted")]


def unlisted_pages():
    return [page.name for page in pages() if page.takes_ids and page.name not in OF_CASES | OF_SERVICE]


def test_every_page_with_an_id_has_its_line():
    assert unlisted_pages() == []


def test_no_line_is_left_of_a_page_that_is_gone():
    known = {page.name for page in pages()}
    assert (OF_CASES.keys() | OF_SERVICE.keys() | QUERIES.keys()) - known == set()


def test_pages_about_a_child_say_which_record_their_address_names():
    assert {page.name for page in pages() if page.rule.record} == OF_CASES.keys()


@pytest.mark.urls(__name__)
def test_page_that_is_not_listed_is_found():
    assert unlisted_pages() == ["unlisted"]


def test_every_address_can_be_made_for_every_kind_of_child(world):
    made = {(page.name, kind): address_of(page, world, kind) for page in pages() for kind in page.kinds}
    addresses = [address for (name, _kind), address in made.items() if name in OF_CASES]
    assert len(set(addresses)) == len(addresses) == len(OF_CASES) * len(Kind)


def test_people_and_children_are_all_there(world):
    assert (len(world.users), list(world.cases), world.user("inactive").is_active) == (19, list(Kind), False)


def test_canary_is_found_in_a_page():
    word = "qzmine0042x"
    assert (canaries_in(f"<p>{word} and Qzminetoo"), bool(CANARY.search("Quizmine"))) == ({"Qzmine0042x"}, False)
