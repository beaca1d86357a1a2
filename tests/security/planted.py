"""The project's addresses with a page that somebody forgot to give a rule: planted."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(_request: HttpRequest) -> HttpResponse:
    """Answer without an access rule."""
    return HttpResponse("secret")


urlpatterns = [path("", include("iro_service.urls")), path("bare/", bare)]
