"""Going to the provider of single sign-on, and coming back."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException  # nosemgrep: asks-a-network - what the library raises, to be caught

from accounts.access import public
from accounts.sign_in.single_sign_on import ProtocolAdapter, refusal


@public
@require_GET
@never_cache
def go(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider. A link, not a form: the policy of the pages lets forms go to this site only."""
    return _speak(request, OAuth2LoginView)


@public
@require_GET
@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Take what the provider sends back, and let the person in or refuse."""
    return _speak(request, OAuth2CallbackView)


def _speak(request: HttpRequest, view: type[OAuth2LoginView | OAuth2CallbackView]) -> HttpResponse:
    if not settings.SINGLE_SIGN_ON:
        return redirect("home")
    try:
        response: HttpResponse = view.adapter_view(ProtocolAdapter(request))(request)
    except RequestException:
        return refusal(request)
    return response
