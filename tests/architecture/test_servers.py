"""The servers that tests ask for are real, and the browser reports what a page must not do."""

import subprocess

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.access import public
from iro_service.celery import app
from tests.servers import LiveSite


@public
def tidy(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<html lang="en-GB"><title>Tidy</title><main><h1>Tidy</h1><p>All well</p></main></html>')


@public
def faulty(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<html><main><h1>Faulty</h1><img src="http://192.0.2.1/a.png"><script>nobody()</script></main>')


@public
def wide(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        '<html lang="en-GB"><title>Wide</title><main><h1>Wide</h1><pre>' + "wide " * 100 + "</pre></main>"
    )


urlpatterns = [path("tidy", tidy), path("faulty", faulty), path("wide", wide)]


@pytest.fixture
def planted_site(settings, live_site: LiveSite) -> LiveSite:
    settings.ROOT_URLCONF = __name__
    return live_site


@pytest.mark.worker
@pytest.mark.django_db(transaction=True)
def test_worker_runs_in_a_process_of_its_own(celery_worker_process: subprocess.Popen[bytes]):
    answers = app.control.inspect(timeout=5).stats()
    assert [answer["pid"] for answer in answers.values()] == [celery_worker_process.pid]


@pytest.mark.browser
def test_tidy_page_is_accepted(planted_site: LiveSite):
    page = planted_site.visit("/tidy")
    assert page.inner_text("h1") == "Tidy"
    planted_site.assert_accessible()
    planted_site.as_phone()
    planted_site.assert_fits()


@pytest.mark.browser
def test_faulty_page_is_reported(planted_site: LiveSite):
    planted_site.visit("/faulty")
    with pytest.raises(AssertionError, match="image-alt"):
        planted_site.assert_accessible()
    assert sorted(complaint.split(" violates ")[0] for complaint in planted_site.complaints) == [
        "Executing inline script",
        "Loading the image 'http://192.0.2.1/a.png'",
    ]
    planted_site.complaints.clear()


@pytest.mark.browser
def test_page_wider_than_its_window_is_reported(planted_site: LiveSite):
    planted_site.as_phone()
    planted_site.visit("/wide")
    with pytest.raises(AssertionError, match="in a window of 375 px"):
        planted_site.assert_fits()
