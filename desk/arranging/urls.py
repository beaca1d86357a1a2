"""Addresses: the support worker's pages."""

from django.urls import URLPattern, URLResolver, path

from desk.arranging import views

app_name = "arranging"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.to_arrange, name="to-arrange"),
    path("booked/", views.calendar, name="calendar"),
    path("booked/month/", views.month, name="month"),
    path("records/", views.to_distribute, name="to-distribute"),
    path("records/<int:pk>/", views.distribute, name="distribute"),
    path("notification/", views.notify, name="notify"),
    path("venues/", views.venues, name="venues"),
    path("venues/new/", views.new_venue, name="new-venue"),
    path("venues/<int:pk>/", views.change_venue, name="change-venue"),
    path("venues/way/", views.journey, name="journey"),
    path("several/", views.choose, name="choose"),
    path("several/<slug:pks>/", views.several, name="several"),
    path("child/<int:pk>/return/", views.return_to_care, name="return"),
    path("child/<int:pk>/change/", views.change, name="change"),
    path("child/<int:pk>/leaving/", views.leaving, name="leaving"),
    path("child/<int:pk>/correct/", views.correct, name="correct"),
    path("child/<int:pk>/social-worker/", views.social_worker, name="social-worker"),
    path("child/<int:pk>/person/", views.person, name="person"),
    path("child/<int:pk>/wishes/", views.wishes, name="wishes"),
    path("review/<int:pk>/book/", views.book, name="book"),
    path("review/<int:pk>/move/", views.move, name="move"),
    path("review/<int:pk>/cancel-booking/", views.cancel_booking, name="cancel-booking"),
    path("review/<int:pk>/needs/", views.needs, name="needs"),
    path("review/<int:pk>/shared-text/", views.shared_text, name="shared-text"),
]
