"""The quality pages in a real browser: accessible at both widths."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from quality import actions
from tests.quality.conftest import TODAY
from tests.servers import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("narrow", [False, True], ids=["desktop", "phone"])
def test_pages_are_accessible_and_fit(narrow, live_site: LiveSite, today, iro, issue, reviewed):
    review, waiting = reviewed(iro), reviewed(iro)
    actions.complete_checklist(review=review, completed_on=TODAY, completed_by=iro, shortfalls=[issue], by=iro)
    actions.record_audit(
        audited_on=TODAY, subject="Plans", auditor="A team", findings="Late.", themes=[issue], cases=6, by=iro
    )
    concern = actions.raise_resource_concern(raised_on=TODAY, raised_by=iro, concern="Too few carers.", by=iro)
    client = Client()
    client.force_login(iro)
    name = django_settings.SESSION_COOKIE_NAME
    live_site.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_site.url}])
    if narrow:
        live_site.as_phone()
    for address in (
        "",
        "audits/record/",
        "checklists/",
        "checklists/reviews/",
        f"checklists/reviews/{waiting.pk}/",
        "concerns/?state=open",
        "concerns/raise/",
        f"concerns/{concern.pk}/close/",
        "good-practice/",
        "good-practice/note/",
        "activity/note/",
    ):
        live_site.visit(f"/quality/{address}")
        live_site.assert_accessible()
        live_site.assert_fits()
