"""Addresses: Stop, Look and Listen. Each names the review, and the strand by its kind."""

from django.urls import URLPattern, URLResolver, path

from desk.observing import views
from desk.observing.views import strands

app_name = "observing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/begin/", views.begin, name="begin"),
    path("<int:pk>/bring-together/", views.together, name="together"),
    path("<int:pk>/open-again/", views.again, name="again"),
    path("<int:pk>/<slug:kind>/plan/", strands.plan, name="plan"),
    path("<int:pk>/<slug:kind>/done/", strands.done, name="done"),
    path("<int:pk>/<slug:kind>/not-possible/", strands.not_possible, name="not-possible"),
    path("<int:pk>/<slug:kind>/put-back/", strands.put_back, name="put-back"),
]
