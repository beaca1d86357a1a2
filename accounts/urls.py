"""Addresses of the accounts pages."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import passwords, signing_in

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", signing_in.my_account, name="my-account"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("role/", signing_in.choose_role, name="choose-role"),
    path("password/", passwords.change_password, name="change-password"),
    path("password/forgotten/", passwords.forgotten_password, name="forgotten-password"),
    path("password/link-sent/", passwords.link_sent, name="link-sent"),
    path("password/set/<uidb64>/<token>/", passwords.set_password, name="set-password"),
]
