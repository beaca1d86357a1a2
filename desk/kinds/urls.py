"""Addresses: adoption, short breaks, and panels."""

from django.urls import URLPattern, URLResolver, path

from desk.kinds import adoption, panels, stays

app_name = "kinds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("short-breaks/", stays.near_the_limit, name="short-breaks"),
    path("child/<int:pk>/stays/", stays.stays, name="stays"),
    path("child/<int:pk>/stay/", stays.record, name="record-stay"),
    path("child/<int:pk>/stay/mistake/", stays.withdraw, name="withdraw-stay"),
    path("child/<int:pk>/authority/", adoption.authority, name="authority"),
    path("child/<int:pk>/authority/end/", adoption.end_authority, name="end-authority"),
    path("child/<int:pk>/placed/", adoption.placed, name="placed"),
    path("child/<int:pk>/returned/", adoption.returned, name="returned"),
    path("panel/<int:pk>/", panels.panel, name="panel"),
    path("panel/<int:pk>/arrange/", panels.arrange, name="arrange-panel"),
    path("panel/<int:pk>/decision/", panels.decide, name="decide-panel"),
]
