"""The front door: where each role starts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import signed_in


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show where this person's role begins its day."""
    return render(request, "desk/home.html")
