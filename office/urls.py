"""Addresses of the office pages."""

from django.urls import URLPattern, URLResolver, path

from office.views import drafts, jobs, settings

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("draft/", drafts.draft, name="draft"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry, name="retry-job"),
    path("settings/", settings.settings, name="settings"),
    path("holidays/", settings.holidays, name="holidays"),
    path("holidays/new/", settings.add_holiday, name="add-holiday"),
    path("holidays/<int:pk>/remove/", settings.remove_holiday, name="remove-holiday"),
]
