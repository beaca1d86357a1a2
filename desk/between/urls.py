"""Addresses: what happens between two reviews."""

from django.urls import URLPattern, URLResolver, path

from desk.between.views import contacts, duties, events, lists, midpoints

app_name = "between"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.mine, name="mine"),
    path("service/", lists.service, name="service"),
    path("service/<slug:key>/", lists.service_list, name="service-list"),
    path("mid-point/<int:pk>/", midpoints.check, name="midpoint"),
    path("mid-point/<int:pk>/made/", midpoints.made, name="midpoint-made"),
    path("mid-point/decision/<int:pk>/concern/", midpoints.concern, name="concern"),
    path("child/<int:pk>/events/", events.of_child, name="events"),
    path("child/<int:pk>/tell/", events.tell, name="tell"),
    path("event/<int:pk>/", events.answer, name="answer"),
    path("event/<int:pk>/mistake/", events.withdraw, name="withdraw-event"),
    path("child/<int:pk>/contacts/", contacts.of_child, name="contacts"),
    path("child/<int:pk>/contacts/keep/", contacts.keep, name="keep-contact"),
    path("contact/<int:pk>/mistake/", contacts.withdraw, name="withdraw-contact"),
    path("child/<int:pk>/visits-and-plans/", duties.of_child, name="duties"),
    path("child/<int:pk>/visits-and-plans/record/", duties.record, name="record-duty"),
    path("visit-or-plan/<int:pk>/mistake/", duties.withdraw, name="withdraw-duty"),
]
