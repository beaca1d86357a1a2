"""Addresses: Logging a review in one form, and what follows it."""

from django.urls import URLPattern, URLResolver, path

from desk.log_review import views, whole_review_views

app_name = "log_review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", whole_review_views.form, name="form"),
    path("<int:pk>/next-due/", whole_review_views.next_due, name="next_due"),
    path("<int:pk>/done/", whole_review_views.done, name="done"),
    path("<int:pk>/speak/", views.speak, name="speak"),
    path("<int:pk>/earlier/", views.earlier, name="earlier"),
    path("<int:pk>/adjourn/", views.adjourn, name="adjourn"),
    path("<int:pk>/meeting/", views.meeting, name="meeting"),
    path("<int:pk>/decisions/", views.decisions, name="decisions"),
    path("<int:pk>/record/", views.record, name="record"),
    path("decision/<int:pk>/", views.close_decision, name="close_decision"),
]
