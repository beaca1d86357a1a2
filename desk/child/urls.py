"""Addresses: The page of one child: who, where, what was promised, what comes next."""

from django.urls import URLPattern, URLResolver, path

from desk.child import review_views, views

app_name = "child"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.children, name="list"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/reviews/", views.reviews, name="reviews"),
    path("<int:pk>/decisions/", views.decisions, name="decisions"),
    path("<int:pk>/people/", views.people, name="people"),
    path("<int:pk>/challenge/", views.challenge, name="challenge"),
    path("<int:pk>/clocks/", views.clocks_page, name="clocks"),
    path("review/<int:pk>/", review_views.review, name="review"),
]
