"""Addresses of the accounts pages."""

from django.urls import URLPattern, URLResolver, path

from accounts.views import account, passwords, second_factor, service, signing_in, single_sign_on, staff

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", account.my_account, name="my-account"),
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/elsewhere/", single_sign_on.go, name="single-sign-on"),
    path("sign-in/elsewhere/back/", single_sign_on.back, name="single-sign-on-back"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("confirm/", signing_in.confirm, name="confirm"),
    path("second-factor/", second_factor.set_up, name="set-up-second-factor"),
    path("second-factor/picture.svg", second_factor.picture, name="second-factor-picture"),
    path("second-factor/codes/", second_factor.recovery_codes, name="recovery-codes"),
    path("second-factor/codes/new/", second_factor.renew_recovery_codes, name="renew-recovery-codes"),
    path("sessions/others/end/", account.end_other_sessions, name="end-other-sessions"),
    path("sessions/<int:pk>/end/", account.end_session, name="end-session"),
    path("role/", signing_in.choose_role, name="choose-role"),
    path("password/", passwords.change_password, name="change-password"),
    path("password/forgotten/", passwords.forgotten_password, name="forgotten-password"),
    path("password/link-sent/", passwords.link_sent, name="link-sent"),
    path("password/set/<uidb64>/<token>/", passwords.set_password, name="set-password"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.create_account, name="create-account"),
    path("staff/<int:pk>/", staff.person, name="person"),
    path("staff/<int:pk>/details/", staff.change_details, name="change-details"),
    path("staff/<int:pk>/close/", staff.close_account, name="close-account"),
    path("staff/<int:pk>/open/", staff.open_account, name="open-account"),
    path("staff/<int:pk>/link/", staff.send_link, name="send-link"),
    path("staff/<int:pk>/sessions/end/", staff.end_sessions, name="end-sessions"),
    path("staff/<int:pk>/second-factor/reset/", staff.reset_second_factor, name="reset-second-factor"),
    path("staff/<int:pk>/roles/", staff.grant_role, name="grant-role"),
    path("roles/<int:pk>/end/", staff.end_role, name="end-role"),
    path("posts/", service.posts, name="posts"),
    path("posts/new/", service.create_post, name="create-post"),
    path("posts/<int:pk>/", service.change_post, name="change-post"),
    path("posts/<int:pk>/end/", service.end_post, name="end-post"),
    path("teams/", service.teams, name="teams"),
    path("teams/new/", service.create_team, name="create-team"),
    path("teams/<int:pk>/", service.team, name="team"),
    path("teams/<int:pk>/change/", service.change_team, name="change-team"),
    path("managements/<int:pk>/end/", staff.end_management, name="end-management"),
]
