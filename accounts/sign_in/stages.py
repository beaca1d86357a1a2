"""What stands between the right password and a session."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from accounts.sign_in.second_factor import note_given
from accounts.sign_in.single_sign_on import gave_second_factor


class CodeStage(AuthenticateStage):
    """Ask for a code from whoever has an authenticator app, unless the second factor was given elsewhere just now."""

    def _should_handle(self, request: HttpRequest) -> bool:
        if gave_second_factor(request, self.login.user):
            note_given(request, self.login.user)
            return False
        return bool(super()._should_handle(request))
