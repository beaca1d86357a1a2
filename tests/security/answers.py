"""What a request is answered, in the words of the access matrix."""

from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import resolve_url
from django.test import Client

from iro_service.access_exceptions import Answer

METHOD_NOT_ALLOWED, FORBIDDEN, NOT_FOUND, ERROR = 405, 403, 404, 500


def body_of(response: HttpResponseBase) -> bytes:
    """Return all that was answered. A file is read to its end, which closes it and keeps the connection."""
    if isinstance(response, StreamingHttpResponse):
        if not hasattr(response, "read_to_its_end"):
            response.read_to_its_end = b"".join(response.streaming_content)
        return response.read_to_its_end
    return response.content


def same_again(client: Client) -> Client:
    """Return another client of the same session, so that the first one stays signed in whatever this one does."""
    another = Client()
    another.cookies.load(client.cookies.output(header="", sep=";"))
    return another


def ask(client: Client, address: str) -> HttpResponseBase:
    """Open a page; one that only takes what is sent is sent nothing. Whatever comes of it is taken back."""
    visitor, mark = same_again(client), transaction.savepoint()
    try:
        response = visitor.get(address)
        if response.status_code == METHOD_NOT_ALLOWED:
            response = visitor.post(address)
        body_of(response)
        return response
    finally:
        transaction.savepoint_rollback(mark)


def answer_of(response: HttpResponseBase) -> Answer:
    """Return the answer in words. Raises AssertionError for an error of the server."""
    return in_words(response.status_code, response.headers.get("Location", ""))


def in_words(status: int, goes_to: str) -> Answer:
    """Return the answer in words, given its status and where it leads. Raises AssertionError for an error."""
    assert status < ERROR, status
    if status == FORBIDDEN:
        return Answer.REFUSED
    if status == NOT_FOUND:
        return Answer.ABSENT
    return Answer.SIGN_IN if goes_to.startswith(f"{resolve_url(settings.LOGIN_URL)}?next=") else Answer.OPEN
