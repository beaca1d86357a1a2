"""C01: every address pattern has a rule for every method; check, middleware and matrix agree on how many there are."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import get_resolver

from iro_service.access_exceptions import Answer
from iro_service.access_matrix import pages
from iro_service.checks import every_view_has_an_access_rule, walk
from tests.security.addresses import address_of
from tests.security.answers import answer_of, body_of
from tests.security.world import CANARY, Kind

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
CHECK = """
import sys
import iro_service
from django.conf import settings
from django.core.management import execute_from_command_line
settings.ROOT_URLCONF = sys.argv[1]
execute_from_command_line(["manage.py", "check"])
"""
GREETS = "voice:greeting"
planted = pytest.mark.urls("tests.security.planted")


def asked_by_nobody(world):
    """Send every method to every page, to a child's page of one's own kind; return the answers."""
    for page in pages():
        address = address_of(page, world, Kind.MINE if page.rule.record else None)
        for method in METHODS:
            yield page, method, Client().generic(method, address)


def test_c01_every_pattern_by_every_method_has_a_rule(world):
    answers = {}
    for page, method, response in asked_by_nobody(world):
        is_kept_out = page.rule.public or answer_of(response) is Answer.SIGN_IN
        said = body_of(response).decode(errors="replace")
        if page.name == GREETS:
            # Whoever holds the link is greeted by the name that was chosen for it, and learns nothing else.
            said = said.replace(world.cases[Kind.MINE].asked.greeting, "")
        answers[page.name, method] = is_kept_out and not CANARY.search(said)
    assert [cell for cell, kept_out in answers.items() if not kept_out] == []
    every_pattern = list(walk(get_resolver().url_patterns))
    assert len(answers) == len(every_pattern) * len(METHODS) > 900


def test_c01_no_two_pages_share_a_name():
    names = [page.name for page in pages()]
    assert len(set(names)) == len(names)


@planted
def test_c01_planted_page_is_found_by_the_check():
    assert [error.msg for error in every_view_has_an_access_rule()] == ["The view at /bare/ has no access rule."]
    with pytest.raises(SystemCheckError, match="The view at /bare/ has no access rule"):
        call_command("check")


@planted
@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS)
def test_c01_planted_page_is_refused_by_every_method(method):
    response = Client().generic(method, "/bare/")
    assert (response.status_code, b"secret" in response.content) == (403, False)


@pytest.mark.parametrize(
    ("addresses", "code", "said"),
    [("iro_service.urls", 0, ""), ("tests.security.planted", 1, "The view at /bare/ has no access rule")],
)
def test_c01_check_ends_with_1_for_the_planted_page_and_with_0_without_it(addresses, code, said):
    command = [sys.executable, "-c", CHECK, addresses]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
