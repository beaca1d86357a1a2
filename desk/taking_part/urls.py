"""Addresses: how children and parents take part."""

from django.urls import URLPattern, URLResolver, path

from desk.taking_part.views import reading, recording, taking_back

app_name = "taking_part"
urlpatterns: list[URLPattern | URLResolver] = [
    path("stayed-away/", reading.stayed_away, name="stayed-away"),
    path("child/<int:pk>/", reading.voice, name="voice"),
    path("<int:pk>/", reading.review, name="review"),
    path("<int:pk>/tried/", recording.strategy, name="strategy"),
    path("<int:pk>/plan/", recording.plan, name="plan"),
    path("<int:pk>/support/", recording.support, name="support"),
    path("<int:pk>/offer/", recording.offer, name="offer"),
    path("offer/<int:pk>/answer/", recording.answer, name="answer"),
    path("parent/<int:pk>/relay/", recording.relay, name="relay"),
    path("tried/<int:pk>/take-back/", taking_back.strategy, name="take-back-strategy"),
    path("plan/<int:pk>/take-back/", taking_back.plan, name="take-back-plan"),
    path("offer/<int:pk>/take-back/", taking_back.offer, name="take-back-offer"),
    path("relayed/<int:pk>/take-back/", taking_back.relay, name="take-back-relay"),
]
