"""C43 in a real browser: whoever clicks twice has done it once, with the script that slows the button and without."""

import pytest
from django.conf import settings as project
from django.test import Client

from accounts.enums import Role
from audit.models import AuditEvent
from quality.models import ServiceActivity
from tests.factories import make_user
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with our script", "without it"])
def test_c43_double_click_does_it_once(scripts, live_site: LiveSite):
    client = Client()
    client.force_login(make_user(Role.MANAGER), backend=project.AUTHENTICATION_BACKENDS[-1])
    name, page = project.SESSION_COOKIE_NAME, live_site.page
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site.url}])
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{live_site.url}/quality/activity/note/")
    page.get_by_label("What did the service do?").fill("A forum")
    page.get_by_role("button", name="Note it").dblclick()
    page.wait_for_url("**/quality/activity/")
    assert ServiceActivity.objects.count() == 1
    assert AuditEvent.objects.filter(verb="quality.note_activity").count() == 1
