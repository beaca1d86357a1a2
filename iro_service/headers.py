"""What every answer says to the browser, whatever made it: a page, a redirect, a refusal, a file, a failure.

The content security policy is in the settings (django-csp writes it); the rest is here. Both stand before all else that
answers, so that nothing goes without them, not even a redirect to HTTPS or the refusal of a wrong host name.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What no page of ours uses, and what a page that was broken into would ask for.
UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A shared computer keeps nothing of an answer that does not say for itself how long it holds (static files do).
    "Cache-Control": "no-store",
}


class HeadersMiddleware:
    """Adds the headers to every answer that does not carry them already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next step of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
