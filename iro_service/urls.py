"""The address of every page: one line per app."""

from django.urls import include, path

urlpatterns = [
    path("", include("desk.urls")),
    path("account/", include("accounts.urls")),
    path("account/", include("accounts.sign_in.urls")),
    path("office/", include("office.urls")),
    path("children/", include("children.urls")),
    path("reviews/", include("reviews.urls")),
    path("participation/", include("participation.urls")),
    path("disputes/", include("disputes.urls")),
    path("quality/", include("quality.urls")),
    path("exchange/", include("exchange.urls")),
    path("reports/", include("reporting.urls")),
]

handler400 = "desk.errors.bad_request"
handler403 = "desk.errors.permission_denied"
handler404 = "desk.errors.not_found"
handler500 = "desk.errors.server_error"
