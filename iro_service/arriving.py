"""What is refused of every request before any page reads it: text that no text of ours can be."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

NUL = "\x00"


class ReadableTextMiddleware:
    """Refuses a request that holds a character NUL. PostgreSQL keeps none, and would fail wherever one came to it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on, or answer 400."""
        if any(NUL in text for text in _texts(request)):
            message = "a request held a character NUL"
            raise BadRequest(message)
        return self.get_response(request)


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield name
            yield from values
