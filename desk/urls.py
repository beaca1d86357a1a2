"""Addresses of the pages that bring it all together."""

from django.urls import URLPattern, URLResolver, include, path

from desk import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("caseload/", include("desk.caseload.urls")),
    path("child/", include("desk.child.urls")),
    path("log-review/", include("desk.log_review.urls")),
    path("arranging/", include("desk.arranging.urls")),
    path("inviting/", include("desk.inviting.urls")),
    path("care/", include("desk.kinds.urls")),
    path("before/", include("desk.before.urls")),
    path("taking-part/", include("desk.taking_part.urls")),
    path("putting-right/", include("desk.putting_right.urls")),
    path("service/", include("desk.service.urls")),
    path("my-children/", include("desk.my_children.urls")),
    path("after/", include("desk.after_review.urls")),
    path("views-due/", include("desk.views_due.urls")),
    path("childs-page/", include("desk.childs_page.urls")),
    path("observing/", include("desk.observing.urls")),
    path("forms/", include("desk.filling.urls")),
    path("voice/", include("desk.voice.urls")),
    path("views/", include("desk.asking.urls")),
    path("emergency/", include("desk.break_glass.urls")),
    path("between/", include("desk.between.urls")),
    path("alerts/", include("desk.alerts.urls")),
    path("cover/", include("desk.cover.urls")),
    path("access-log/", include("desk.looking.urls")),
    path("confidential/", include("desk.confidential.urls")),
    path("today/", include("desk.digest.urls")),
    path("side-by-side/", include("desk.side_by_side.urls")),
    path("themes/", include("desk.themes.urls")),
    path("search/", include("desk.search.urls")),
]
